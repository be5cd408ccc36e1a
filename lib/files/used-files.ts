import { Aws, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FilesSetting } from '../settings/rows/parts/files-setting.ts';
import type { Settings } from '../settings/settings.ts';
import { FileBucket } from './file-bucket.ts';

/** What the function needs to serve files. */
export interface UsedFiles {
  /** What its role may do with the bucket. */
  readonly statements: readonly PolicyStatement[];
  /** Why these name no single objects, by the finding of cdk-nag. */
  readonly reasons: Readonly<Record<string, string>>;
  /** What of the bucket is known only when it is deployed. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the files are, as JSON. */
  readonly output: string;
}

/** The bucket of the settings: the one that exists, or the one that this stack makes. */
export function toUsedFiles(stack: Stack, settings: Settings): UsedFiles | undefined {
  const { files } = settings;
  if (!files) return undefined;
  const { prefix, perCaller, upload } = files;
  const own = files.bucket === 'create' ? new FileBucket(stack, 'OwnFiles', { ...settings, files }) : undefined;
  const bucket = own?.name ?? files.bucket;
  const url = `https://${bucket}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  const read = `${prefix}*`;
  const put = upload === false ? undefined : `${prefix}${perCaller ? 'callers/' : ''}*`;
  const named = (keys: string) =>
    `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${own ? `<${own.logicalId}>` : bucket}/${keys}]`;
  return {
    statements: toStatements(`arn:${Aws.PARTITION}:s3:::${bucket}`, { prefix, read, put }),
    reasons: {
      [named(read)]: 'Every file there is to be served; which of them a caller may read, its key says.',
      ...(put !== undefined && put !== read && { [named(put)]: 'Callers are known when they come, not before.' }),
    },
    environment: { RIVULET_FILES: stack.toJsonString({ bucket, url }) },
    output: stack.toJsonString({ bucket, prefix, perCaller }),
  };
}

interface Keys extends Pick<FilesSetting, 'prefix'> {
  /** Of objects that may be read, and put. */
  readonly read: string;
  readonly put: string | undefined;
}

/** Without the right to list, S3 would say of a file that is not there that nobody may read it. */
function toStatements(bucket: string, { prefix, read, put }: Keys): readonly PolicyStatement[] {
  const list = prefix !== '' && { conditions: { StringLike: { 's3:prefix': `${prefix}*` } } };
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket}/${read}`] }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket], ...list }),
    ...(put === undefined ? [] : [new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${bucket}/${put}`] })]),
  ];
}
