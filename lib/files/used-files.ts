import { Aws, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
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
  const ofCallers = `${prefix}${perCaller ? 'callers/' : ''}*`;
  const keys = { read: perCaller ? [ofCallers, `${prefix}everyone/*`] : [ofCallers], put: upload ? [ofCallers] : [] };
  const shown = own ? `<${own.logicalId}>` : bucket;
  return {
    statements: toStatements(`arn:${Aws.PARTITION}:s3:::${bucket}`, keys),
    reasons: Object.fromEntries(
      keys.read.map((each) => [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::${shown}/${each}]`, whyAll]),
    ),
    environment: { RIVULET_FILES: stack.toJsonString({ bucket, url }) },
    output: stack.toJsonString({ bucket, prefix, perCaller }),
  };
}

const whyAll =
  'Every file there is to be served, and callers are known when they come: which of them one may reach, its key says.';

interface Keys {
  /** Of objects that may be read and listed, and put. */
  readonly read: readonly string[];
  readonly put: readonly string[];
}

function toStatements(bucket: string, { read, put }: Keys): readonly PolicyStatement[] {
  const allow = (action: string, keys: readonly string[]) =>
    new PolicyStatement({ actions: [action], resources: keys.map((each) => `${bucket}/${each}`) });
  const isAll = read.includes('*');
  return [
    allow('s3:GetObject', read),
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket],
      ...(!isAll && { conditions: { StringLike: { 's3:prefix': [...read] } } }),
    }),
    ...(put.length > 0 ? [allow('s3:PutObject', put)] : []),
  ];
}
