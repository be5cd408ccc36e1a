import { describe, expect, test } from 'vitest';
import { embeddingDimensions } from '../../../lib/settings/rows/parts/knowledge-setting.ts';
import { own, templateOf } from './fixtures.ts';
import { onlyOf, statementsOf, toText } from '../read-template.ts';

const base = 'AWS::Bedrock::KnowledgeBase';
const source = 'AWS::Bedrock::DataSource';
const index = 'AWS::S3Vectors::Index';
const titan = 'arn:<AWS::Partition>:bedrock:<AWS::Region>::foundation-model/amazon.titan-embed-text-v2:0';

const textOf = (type: string, knowledge: object = { docs: own }) =>
  JSON.parse(toText(onlyOf(templateOf(knowledge), type)));

test('the bucket for documents is private, encrypted by S3, reached by TLS alone, and tells EventBridge what changes', () => {
  const template = templateOf({ docs: own });
  expect(onlyOf(template, 'AWS::S3::Bucket')).toEqual({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
  expect(onlyOf(template, 'AWS::S3::BucketPolicy').PolicyDocument.Statement).toMatchObject([
    { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);
});

test('the index takes what Bedrock writes to it', () => {
  expect(textOf(index)).toEqual({
    VectorBucketArn: '<KnowledgedocsVectorBucket.VectorBucketArn>',
    DataType: 'float32',
    Dimension: 1024,
    DistanceMetric: 'cosine',
    MetadataConfiguration: { NonFilterableMetadataKeys: ['AMAZON_BEDROCK_TEXT', 'AMAZON_BEDROCK_METADATA'] },
  });
});

test('the knowledge base is on that index, by its ARN alone', () => {
  expect(textOf(base)).toEqual({
    Name: expect.stringMatching(/^rivulet-dev-docs-[0-9a-f]{8}$/),
    RoleArn: '<KnowledgedocsIngestionRole.Arn>',
    KnowledgeBaseConfiguration: {
      Type: 'VECTOR',
      VectorKnowledgeBaseConfiguration: { EmbeddingModelArn: titan },
    },
    StorageConfiguration: { Type: 'S3_VECTORS', S3VectorsConfiguration: { IndexArn: '<KnowledgedocsIndex.IndexArn>' } },
  });
});

test('its data source is that bucket, in passages of 300 tokens that overlap', () => {
  expect(textOf(source)).toEqual({
    Name: expect.stringMatching(/^rivulet-dev-docs-[0-9a-f]{8}$/),
    KnowledgeBaseId: '<KnowledgedocsKnowledgeBase.KnowledgeBaseId>',
    DataSourceConfiguration: { Type: 'S3', S3Configuration: { BucketArn: '<KnowledgedocsDocumentsBucket.Arn>' } },
    DataDeletionPolicy: 'DELETE',
    VectorIngestionConfiguration: {
      ChunkingConfiguration: {
        ChunkingStrategy: 'FIXED_SIZE',
        FixedSizeChunkingConfiguration: { MaxTokens: 300, OverlapPercentage: 20 },
      },
    },
  });
});

describe('the ingestion role', () => {
  test('reads its bucket, asks its model and uses its index, and nothing else', () => {
    const statements = statementsOf(templateOf({ docs: own }), 'KnowledgedocsRead').map((text) => JSON.parse(text));
    expect(statements).toEqual([
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: '<KnowledgedocsDocumentsBucket.Arn>' },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '<KnowledgedocsDocumentsBucket.Arn>/*' },
      { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: titan },
      {
        Effect: 'Allow',
        Action: ['DeleteVectors', 'GetIndex', 'GetVectors', 'PutVectors', 'QueryVectors'].map(
          (action) => `s3vectors:${action}`,
        ),
        Resource: '<KnowledgedocsIndex.IndexArn>',
      },
    ]);
  });

  test('is Bedrock’s, for knowledge bases of this account alone', () => {
    const roles = Object.entries(templateOf({ docs: own }).findResources('AWS::IAM::Role'));
    const [, role] = roles.find(([id]) => id.includes('IngestionRole')) ?? [];
    expect(JSON.parse(toText(role?.['Properties'].AssumeRolePolicyDocument.Statement))).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'bedrock.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' },
          ArnLike: {
            'aws:SourceArn': 'arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:knowledge-base/*',
          },
        },
      },
    ]);
  });

  test('has all of its policy before the knowledge base is made', () => {
    const template = templateOf({ docs: own });
    const policies = Object.keys(template.findResources('AWS::IAM::Policy'));
    expect(policies.filter((id) => id.includes('Ingestion'))).toEqual([]);
    expect(toText(onlyOf(template, base).RoleArn)).toContain('IngestionRole');
  });
});

describe('the embedding model', () => {
  test.each(Object.entries(embeddingDimensions))('%s makes vectors of %i numbers', (embedding, dimension) => {
    const template = templateOf({ docs: { ...own, embedding } });
    expect(onlyOf(template, index).Dimension).toBe(dimension);
    const model = `arn:<AWS::Partition>:bedrock:<AWS::Region>::foundation-model/${embedding}`;
    expect(toText(onlyOf(template, base))).toContain(model);
    expect(statementsOf(template, 'KnowledgedocsRead').join('\n')).toContain(model);
  });

  test('when it changes, all that is made of it is made anew, and only the documents stay', () => {
    const idsOf = (embedding: string) => {
      const { Resources } = templateOf({ docs: { ...own, embedding } }).toJSON();
      return Object.keys(Resources).filter((id) => id.startsWith('Knowledgedocs'));
    };
    const before = idsOf('amazon.titan-embed-text-v2:0');
    const after = idsOf('cohere.embed-multilingual-v3');
    const kept = before.filter((id) => after.includes(id));
    expect(before.filter((id) => !kept.includes(id)).every((id) => id.startsWith('KnowledgedocsRead'))).toBe(true);
    expect(kept.some((id) => id.startsWith('KnowledgedocsRead'))).toBe(false);
    expect(kept.some((id) => id.startsWith('KnowledgedocsDocumentsBucket'))).toBe(true);
  });

  test('when it changes, the new names are free: the old knowledge base is still there then', () => {
    const nameOf = (embedding?: string) =>
      onlyOf(templateOf({ docs: { ...own, ...(embedding && { embedding }) } }), base).Name;
    expect(nameOf('amazon.titan-embed-text-v2:0')).toBe(nameOf());
    expect(nameOf('cohere.embed-multilingual-v3')).not.toBe(nameOf());
    for (const type of [index, 'AWS::S3Vectors::VectorBucket', 'AWS::S3::Bucket']) {
      expect(JSON.stringify(onlyOf(templateOf({ docs: own }), type) ?? {})).not.toMatch(/Name":/);
    }
  });
});

describe('names', () => {
  const namesOf = (names: readonly string[], stage = 'dev'): readonly string[] => {
    const template = templateOf(Object.fromEntries(names.map((name) => [name, own])), { stage });
    return Object.values(template.findResources(base)).map(({ Properties }) => Properties.Name);
  };

  test('two that only differ in what Bedrock does not take are apart', () => {
    const names = namesOf(['a.b', 'a_b', 'a-b', 'A-b', 'a..b', 'Default']);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(6);
  });

  test('the same name at two stages is two', () => {
    expect(namesOf(['docs'])).not.toEqual(namesOf(['docs'], 'prod'));
  });

  test('each is one that Bedrock takes: letters and digits with single dashes, at most 100', () => {
    const odd = ['.', '-_-', 'x'.repeat(64), `${'a.'.repeat(31)}b`, '__', 'docs.'];
    for (const name of namesOf(odd, 'a--------------b---')) {
      expect(name).toMatch(/^([0-9a-zA-Z]-?){1,100}$/);
      expect(name.length).toBeLessThanOrEqual(100);
    }
  });
});

test.each([
  ['destroy', 'Delete', 'DELETE'],
  ['retain', 'Retain', 'RETAIN'],
])('with removalPolicy %s documents and vectors have %s', (removalPolicy, policy, dataDeletionPolicy) => {
  const template = templateOf({ docs: own }, { removalPolicy });
  for (const type of ['AWS::S3::Bucket', 'AWS::S3Vectors::VectorBucket', index]) {
    template.hasResource(type, { DeletionPolicy: policy, UpdateReplacePolicy: policy });
  }
  expect(onlyOf(template, source).DataDeletionPolicy).toBe(dataDeletionPolicy);
});
