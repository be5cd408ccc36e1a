import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { onlyOf, statementsOf, toText } from '../read-template.ts';
import { buildTemplate } from '../synthesize.ts';

const templateOf = (files: unknown, more: object = {}): Template => buildTemplate({ settings: { files, ...more } });

const existing = { bucket: 'my-files', prefix: 'public/' };

const made = 'arn:<AWS::Partition>:s3:::<OwnFilesBucket>';
const old = 'arn:<AWS::Partition>:s3:::my-files';

/** What the function's role may do with S3. */
const rightsOf = (files: unknown, more: object = {}, role = 'ChatRole') =>
  statementsOf(templateOf(files, more), role)
    .filter((statement) => statement.includes('"s3:'))
    .map((statement) => JSON.parse(statement));

const allow = (action: string | readonly string[], resource: string | readonly string[], more: object = {}) => ({
  Action: action,
  Effect: 'Allow',
  Resource: resource,
  ...more,
});

describe('what the function may do', () => {
  test('all files of the bucket that the stack makes', () => {
    expect(rightsOf('create')).toEqual([
      allow(['s3:GetObject', 's3:PutObject'], `${made}/*`),
      allow('s3:ListBucket', made),
    ]);
  });

  test('those below a prefix of one that exists, and nothing beside it', () => {
    expect(rightsOf(existing)).toEqual([
      allow(['s3:GetObject', 's3:PutObject'], `${old}/public/*`),
      allow('s3:ListBucket', old, { Condition: { StringLike: { 's3:prefix': ['public/*'] } } }),
    ]);
  });

  test('where each caller has files of its own, nobody puts what everyone reads', () => {
    expect(rightsOf({ bucket: 'my-files', perCaller: true })).toEqual([
      allow('s3:GetObject', [`${old}/callers/*`, `${old}/everyone/*`]),
      allow('s3:ListBucket', old, { Condition: { StringLike: { 's3:prefix': ['callers/*', 'everyone/*'] } } }),
      allow('s3:PutObject', `${old}/callers/*`),
    ]);
  });

  test('without uploads, nothing is put', () => {
    expect(rightsOf({ ...existing, upload: false }).map(({ Action }) => Action)).toEqual([
      's3:GetObject',
      's3:ListBucket',
    ]);
  });

  test('the container’s task the same', () => {
    expect(rightsOf('create', { backend: 'container' }, 'ContainerTaskRole')).toEqual(rightsOf('create'));
  });
});

describe('the bucket that the stack makes', () => {
  test('is for nobody but the function, encrypted, and takes no request without TLS', () => {
    const template = templateOf('create');
    expect(onlyOf(template, 'AWS::S3::Bucket')).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    expect(toText(onlyOf(template, 'AWS::S3::BucketPolicy'))).toContain('"aws:SecureTransport":"false"');
  });

  test.each([
    ['*', ['*']],
    [['https://app.example.com'], ['https://app.example.com']],
  ])('takes what pages of %j put', (corsOrigins, origins) => {
    const { CorsConfiguration: cors } = onlyOf(templateOf('create', { corsOrigins }), 'AWS::S3::Bucket');
    expect(cors.CorsRules).toMatchObject([{ AllowedMethods: ['PUT'], AllowedOrigins: origins }]);
  });

  test('takes nothing of a page where nothing can be put', () => {
    const { CorsConfiguration: cors } = onlyOf(templateOf({ bucket: 'create', upload: false }), 'AWS::S3::Bucket');
    expect(cors).toBeUndefined();
  });
});

describe('what is deployed', () => {
  const methodsOf = (template: Template) =>
    Object.entries(template.findResources('AWS::ApiGateway::Method'))
      .filter(([id, { Properties }]) => id.startsWith('ChatApifiles') && Properties.Integration.Type !== 'MOCK')
      .map(([id, { Properties }]) => `${Properties.HttpMethod} ${id.includes('key') ? '/files/{key+}' : '/files'}`)
      .toSorted();

  test('reading, listing and uploading, streamed', () => {
    const template = templateOf('create');
    expect(methodsOf(template)).toEqual(['GET /files', 'GET /files/{key+}', 'HEAD /files/{key+}', 'POST /files']);
  });

  test('without uploads, no route for them', () => {
    expect(methodsOf(templateOf({ bucket: 'create', upload: false }))).not.toContain('POST /files');
  });

  test('no log has the name of a file', () => {
    const formatOf = (template: Template) => toText(onlyOf(template, 'AWS::ApiGateway::Stage').AccessLogSetting.Format);
    expect(formatOf(templateOf('create'))).not.toContain('$context.path');
    expect(formatOf(buildTemplate())).toContain('$context.path');
  });

  test('without files: no bucket, no route, no right, no variable, no output', () => {
    const text = JSON.stringify(buildTemplate().toJSON());
    expect(text).not.toMatch(/"s3:|AWS::S3::Bucket|RIVULET_FILES|"files"|"Files"/);
  });

  test('what the function and a person must know of the bucket', () => {
    const template = templateOf({ ...existing, perCaller: true });
    expect(toText(template.findResources('AWS::Lambda::Function'))).toContain('RIVULET_FILES');
    const { Value } = template.findOutputs('Files')['Files'] ?? {};
    expect(JSON.parse(Value)).toEqual({ ...existing, perCaller: true });
  });
});
