import { Stack } from 'aws-cdk-lib';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { addPrivateBucket, resourceOf } from '../private-bucket.ts';
import type { FilesSetting } from '../settings/rows/parts/files-setting.ts';
import type { Settings } from '../settings/settings.ts';

interface FileBucketProps extends Pick<Settings, 'removalPolicy' | 'corsOrigins'> {
  readonly files: Pick<FilesSetting, 'upload'>;
}

/** Files that callers read through the API and put by themselves, with a URL that the function has signed: also from a page. */
export class FileBucket extends Construct {
  readonly name: string;
  /** By which cdk-nag calls it. */
  readonly logicalId: string;

  constructor(scope: Construct, id: string, { files, corsOrigins, ...settings }: FileBucketProps) {
    super(scope, id);
    const bucket = addPrivateBucket(this, {
      settings,
      whyNoLog: 'Who reads is in the API’s log, by its id: a log of each request would cost more than it tells.',
      ...(files.upload !== false && {
        cors: [
          {
            allowedMethods: [HttpMethods.PUT],
            allowedOrigins: corsOrigins === '*' ? ['*'] : [...corsOrigins],
            allowedHeaders: ['content-type', 'if-none-match'],
            exposedHeaders: ['etag'],
            maxAge: 3_600,
          },
        ],
      }),
    });
    this.name = bucket.bucketName;
    this.logicalId = Stack.of(this).getLogicalId(resourceOf(bucket));
  }
}
