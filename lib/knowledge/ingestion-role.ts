import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { DocumentBucket } from './document-bucket.ts';

export interface IngestionRoleProps {
  readonly documents: DocumentBucket;
  /** The ARN of the index. */
  readonly index: string;
  /** The ARN of the model that makes vectors. */
  readonly model: string;
}

/**
 * What a knowledge base may do: read its documents, turn texts into vectors by its model, and fill, search and empty its index (Bedrock user guide,
 * "Create a service role for Amazon Bedrock Knowledge Bases"). The policy is part of the role, because Bedrock tries it when the knowledge base is
 * made.
 */
export class IngestionRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { documents, index, model }: IngestionRoleProps) {
    super(scope, id);
    const statements = [
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [documents.arn] }),
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${documents.arn}/*`] }),
      new PolicyStatement({ actions: ['bedrock:InvokeModel'], resources: [model] }),
      new PolicyStatement({
        actions: ['GetIndex', 'QueryVectors', 'PutVectors', 'GetVectors', 'DeleteVectors'].map(
          (action) => `s3vectors:${action}`,
        ),
        resources: [index],
      }),
    ];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('bedrock.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          // The knowledge base has no id before it has a role.
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:knowledge-base/*` },
        },
      }),
      inlinePolicies: { Ingestion: new PolicyDocument({ statements }) },
    });
    acknowledge(role, {
      [`AwsSolutions-IAM5[Resource::<${documents.logicalId}.Arn>/*]`]:
        'Every document of its bucket is to be found, and the bucket has nothing else.',
    });
    this.arn = role.roleArn;
  }
}
