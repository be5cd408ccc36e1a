import { Aws, Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { DocumentBucket } from './document-bucket.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import { toSyncDefinition } from './sync-definition.ts';

export interface SyncProps {
  readonly documents: DocumentBucket;
  readonly knowledgeBase: KnowledgeBase;
}

/** Reads documents in after they change in the bucket, whoever changes them, and after each deployment. */
export class Sync extends Construct {
  constructor(scope: Construct, id: string, { documents, knowledgeBase }: SyncProps) {
    super(scope, id);
    const definition = toSyncDefinition(knowledgeBase.id, knowledgeBase.source);
    const machine = new StateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
    });
    machine.addToRolePolicy(
      new PolicyStatement({
        actions: ['bedrock:ListIngestionJobs', 'bedrock:StartIngestionJob'],
        resources: [knowledgeBase.arn],
      }),
    );
    // Executions can be read in the console: they know when something changed, and no document's name.
    const targets = [new SfnStateMachine(machine, { input: RuleTargetInput.fromObject({ changed: EventField.time }) })];
    new Rule(this, 'Changes', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created', 'Object Deleted'],
        detail: { bucket: { name: [documents.name] } },
      },
      targets,
    });
    // A new knowledge base is empty, and the documents may have been there before it.
    new Rule(this, 'Deployments', {
      eventPattern: {
        source: ['aws.cloudformation'],
        detailType: ['CloudFormation Stack Status Change'],
        detail: { 'stack-id': [Aws.STACK_ID], 'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] } },
      },
      targets,
    });
    acknowledge(machine, {
      'AwsSolutions-SF1':
        'Standard executions keep their own history for 90 days, and Bedrock keeps what each job did: a log would cost and say the same.',
      'AwsSolutions-SF2': 'It calls Bedrock twice and waits: there is nothing to trace.',
    });
  }
}
