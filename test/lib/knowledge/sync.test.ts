import { describe, expect, test } from 'vitest';
import { own, templateOf } from './fixtures.ts';
import { onlyOf, statementsOf, toText } from '../read-template.ts';

const template = templateOf({ docs: own });
const { DefinitionString } = onlyOf(template, 'AWS::StepFunctions::StateMachine');
const definition = JSON.parse(JSON.parse(toText(DefinitionString)));
const { NoteChange, WaitForMore, FindNewestJob, IsReadIn, StartJob } = definition.States;

const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) =>
  JSON.parse(toText(Properties)),
);

test('what is uploaded to or deleted from the bucket begins a sync, and so does a deployment', () => {
  expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
    {
      source: ['aws.s3'],
      'detail-type': ['Object Created', 'Object Deleted'],
      detail: { bucket: { name: ['<KnowledgedocsDocumentsBucket>'] } },
    },
    {
      source: ['aws.cloudformation'],
      'detail-type': ['CloudFormation Stack Status Change'],
      detail: {
        'stack-id': ['<AWS::StackId>'],
        'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
      },
    },
  ]);
});

test('a sync knows when something changed, and not what', () => {
  for (const { Targets } of rules) {
    expect(Targets).toEqual([
      {
        Arn: '<KnowledgedocsSyncMachine>',
        Id: 'Target0',
        InputTransformer: { InputPathsMap: { time: '$.time' }, InputTemplate: '{"changed":<time>}' },
        RoleArn: '<KnowledgedocsSyncMachineEventsRole.Arn>',
      },
    ]);
  }
});

describe('a sync', () => {
  test('waits for a minute or two, looks at the newest job, and starts one', () => {
    expect(definition).toMatchObject({ QueryLanguage: 'JSONata', StartAt: 'NoteChange' });
    expect(NoteChange).toMatchObject({ Assign: { waitSeconds: 60 }, Next: 'WaitForMore' });
    expect(WaitForMore).toMatchObject({ Type: 'Wait', Next: 'FindNewestJob' });
    expect(FindNewestJob).toMatchObject({
      Resource: 'arn:<AWS::Partition>:states:::aws-sdk:bedrockagent:listIngestionJobs',
      Arguments: {
        KnowledgeBaseId: '<KnowledgedocsKnowledgeBase.KnowledgeBaseId>',
        DataSourceId: '<KnowledgedocsSource.DataSourceId>',
        SortBy: { Attribute: 'STARTED_AT', Order: 'DESCENDING' },
        MaxResults: 1,
      },
      Next: 'IsReadIn',
    });
    expect(StartJob).toMatchObject({
      Resource: 'arn:<AWS::Partition>:states:::aws-sdk:bedrockagent:startIngestionJob',
      Arguments: {
        KnowledgeBaseId: '<KnowledgedocsKnowledgeBase.KnowledgeBaseId>',
        DataSourceId: '<KnowledgedocsSource.DataSourceId>',
      },
      Next: 'Done',
    });
  });

  test('starts none if one began after the change, and has not failed', () => {
    expect(FindNewestJob.Assign.startedMs).toContain("$not($newest.Status in ['FAILED', 'STOPPED'])");
    expect(IsReadIn).toEqual({
      Type: 'Choice',
      Choices: [{ Condition: '{% $startedMs >= $changedMs + 1000 %}', Next: 'Done' }],
      Default: 'StartJob',
    });
  });

  test.each([
    ['looking', FindNewestJob],
    ['starting', StartJob],
  ])('waits again where Bedrock is busy, when %s', (_what, { Catch }) => {
    expect(Catch).toEqual([
      {
        ErrorEquals: [
          'BedrockAgent.ConflictException',
          'BedrockAgent.ServiceQuotaExceededException',
          'BedrockAgent.ThrottlingException',
          'BedrockAgent.InternalServerException',
        ],
        Next: 'WaitForMore',
      },
    ]);
  });

  test('waits longer each time, up to half an hour, and ends in a day', () => {
    expect(WaitForMore).toMatchObject({
      Seconds: '{% $floor($waitSeconds * (1 + $random())) %}',
      Assign: { waitSeconds: '{% $min([$waitSeconds * 2, 960]) %}' },
    });
    expect(definition.TimeoutSeconds).toBe(24 * 3_600);
  });

  test('goes to states that are there, and all of them are reached', () => {
    const states: readonly {
      Next?: string;
      Default?: string;
      Catch?: { Next: string }[];
      Choices?: { Next: string }[];
    }[] = Object.values(definition.States);
    const reached = states.flatMap(({ Next, Default, Catch = [], Choices = [] }) => [
      Next,
      Default,
      ...[...Catch, ...Choices].map((next) => next.Next),
    ]);
    const names = new Set([definition.StartAt, ...reached.filter((name) => name !== undefined)]);
    expect(names).toEqual(new Set(Object.keys(definition.States)));
  });
});

test('it may list and start jobs of its knowledge base, and nothing else', () => {
  expect(statementsOf(template, 'KnowledgedocsSyncMachineRole').map((text) => JSON.parse(text))).toEqual([
    {
      Effect: 'Allow',
      Action: ['bedrock:ListIngestionJobs', 'bedrock:StartIngestionJob'],
      Resource: '<KnowledgedocsKnowledgeBase.KnowledgeBaseArn>',
    },
  ]);
});
