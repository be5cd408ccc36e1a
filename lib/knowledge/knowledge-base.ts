import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { CfnDataSource, CfnKnowledgeBase } from 'aws-cdk-lib/aws-bedrock';
import { CfnIndex, CfnVectorBucket } from 'aws-cdk-lib/aws-s3vectors';
import { Construct } from 'constructs';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';
import type { DocumentBucket } from './document-bucket.ts';
import { IngestionRole } from './ingestion-role.ts';
import type { Reading } from './reading.ts';

export interface KnowledgeBaseProps extends Pick<Settings, 'removalPolicy'> {
  /** Unique in its account and region. */
  readonly name: string;
  readonly reading: Reading;
  readonly documents: DocumentBucket;
}

/** An index of vectors, and the knowledge base that fills it from a bucket and searches it. CloudFormation names what has no name here. */
export class KnowledgeBase extends Construct {
  readonly id: string;
  readonly arn: string;
  /** The id of the data source. */
  readonly source: string;

  constructor(scope: Construct, id: string, { name, reading, documents, ...settings }: KnowledgeBaseProps) {
    super(scope, id);
    const removalPolicy = toRemovalPolicy(settings);
    const vectorBucket = new CfnVectorBucket(this, 'VectorBucket');
    const index = new CfnIndex(this, 'Index', { vectorBucketArn: vectorBucket.attrVectorBucketArn, ...reading.index });
    vectorBucket.applyRemovalPolicy(removalPolicy);
    index.applyRemovalPolicy(removalPolicy);
    const model = `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}::foundation-model/${reading.embedding}`;
    const role = new IngestionRole(this, 'Ingestion', { documents, index: index.attrIndexArn, model });
    const knowledgeBase = new CfnKnowledgeBase(this, 'KnowledgeBase', {
      name,
      roleArn: role.arn,
      knowledgeBaseConfiguration: {
        type: 'VECTOR',
        vectorKnowledgeBaseConfiguration: { embeddingModelArn: model },
      },
      storageConfiguration: {
        type: 'S3_VECTORS',
        // By its ARN alone: Bedrock refuses a name besides it.
        s3VectorsConfiguration: { indexArn: index.attrIndexArn },
      },
    });
    const source = new CfnDataSource(this, 'Source', {
      name,
      knowledgeBaseId: knowledgeBase.attrKnowledgeBaseId,
      dataSourceConfiguration: { type: 'S3', s3Configuration: { bucketArn: documents.arn } },
      dataDeletionPolicy: removalPolicy === RemovalPolicy.RETAIN ? 'RETAIN' : 'DELETE',
      vectorIngestionConfiguration: { chunkingConfiguration: reading.chunking },
    });
    this.id = knowledgeBase.attrKnowledgeBaseId;
    this.arn = knowledgeBase.attrKnowledgeBaseArn;
    this.source = source.attrDataSourceId;
  }
}
