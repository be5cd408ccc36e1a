import { Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * The documents of one knowledge base. With keys of S3's own an object's ETag is the MD5 of its content, by which `npm run knowledge -- sync` knows
 * what has changed. S3 deletes no bucket that has objects: it must be emptied before.
 */
export class DocumentBucket extends Construct {
  readonly arn: string;
  readonly name: string;
  /** By which cdk-nag calls it. */
  readonly logicalId: string;

  constructor(scope: Construct, id: string, settings: Pick<Settings, 'removalPolicy'>) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: false,
      removalPolicy: toRemovalPolicy(settings),
    });
    const resource = resourceOf(bucket);
    // Bucket's own `eventBridgeEnabled` deploys a function for what is a property of the resource.
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    acknowledge(bucket, {
      'AwsSolutions-S1':
        'The deployer writes here and Bedrock reads: a log of each request would cost more than it tells.',
    });
    this.arn = bucket.bucketArn;
    this.name = bucket.bucketName;
    this.logicalId = Stack.of(this).getLogicalId(resource);
  }
}

function resourceOf(bucket: Bucket): CfnBucket {
  const { defaultChild } = bucket.node;
  if (defaultChild instanceof CfnBucket) return defaultChild;
  throw new Error('Bucket of aws-cdk-lib has no CfnBucket');
}
