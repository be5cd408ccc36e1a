import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { toRemovalPolicy } from './removal-policy.ts';
import type { Settings } from './settings/settings.ts';

interface PrivateBucketProps extends Pick<BucketProps, 'cors'> {
  readonly settings: Pick<Settings, 'removalPolicy'>;
  /** Why no log of each request is kept. */
  readonly whyNoLog: string;
}

/** A bucket for whoever has a permission, with keys of S3's own. S3 deletes no bucket that has objects: it must be emptied before. */
export function addPrivateBucket(scope: Construct, { settings, whyNoLog, cors }: PrivateBucketProps): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: false,
    removalPolicy: toRemovalPolicy(settings),
    ...(cors && { cors }),
  });
  acknowledge(bucket, { 'AwsSolutions-S1': whyNoLog });
  return bucket;
}

export function resourceOf(bucket: Bucket): CfnBucket {
  const { defaultChild } = bucket.node;
  if (defaultChild instanceof CfnBucket) return defaultChild;
  throw new Error('Bucket of aws-cdk-lib has no CfnBucket');
}
