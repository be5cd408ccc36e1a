import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addPrivateBucket, resourceOf } from '../private-bucket.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * The documents of one knowledge base. With keys of S3's own an object's ETag is the MD5 of its content, by which `npm run knowledge -- sync` knows
 * what has changed.
 */
export class DocumentBucket extends Construct {
  readonly arn: string;
  readonly name: string;
  /** By which cdk-nag calls it. */
  readonly logicalId: string;

  constructor(scope: Construct, id: string, settings: Pick<Settings, 'removalPolicy'>) {
    super(scope, id);
    const bucket = addPrivateBucket(this, {
      settings,
      whyNoLog: 'The deployer writes here and Bedrock reads: a log of each request would cost more than it tells.',
    });
    const resource = resourceOf(bucket);
    // Bucket's own `eventBridgeEnabled` deploys a function for what is a property of the resource.
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    this.arn = bucket.bucketArn;
    this.name = bucket.bucketName;
    this.logicalId = Stack.of(this).getLogicalId(resource);
  }
}
