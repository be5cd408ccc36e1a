import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { buildTemplate } from '../synthesize.ts';

const type = 'AWS::DynamoDB::Table';
const budgets = { plans: { standard: {}, team: { budget: { day: { tokens: 1000 } } } } };
const tableId = Match.stringLikeRegexp('^StorageTable');

const templateOf = (settings: object) => buildTemplate({ settings: { ...settings } });

/** What roles may do with tables, by the beginning of the role's policy. */
function grantsIn(template: Template): readonly (readonly [policy: string, statement: unknown])[] {
  return Object.entries(template.findResources('AWS::IAM::Policy')).flatMap(([id, { Properties }]) =>
    Properties.PolicyDocument.Statement.filter((statement: object) => /dynamodb/i.test(JSON.stringify(statement))).map(
      (statement: object) => [id.replace(/[0-9A-F]{8}$/, ''), statement] as const,
    ),
  );
}

const table = { 'Fn::GetAtt': [expect.stringMatching(/^StorageTable/), 'Arn'] };
const grant = (actions: readonly string[], keys: string, ...indexes: readonly object[]) => [
  'ChatRoleDefaultPolicy',
  {
    Effect: 'Allow',
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: indexes.length > 0 ? [table, ...indexes] : table,
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [keys] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  },
];
const budgetGrant = grant(['GetItem', 'UpdateItem'], 'budget#*');
const index = {
  'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^StorageTable/), 'Arn'] }, '/index/conversations-by-time']],
};
const conversationsGrant = grant(
  ['BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
  'conversation#*',
  index,
);
const cancelGrant = grant(['GetItem', 'PutItem', 'UpdateItem'], 'answer#*');

describe('the stack has a table for what uses it, and each use reaches its own items', () => {
  test.each<[string, object, readonly unknown[]]>([
    ['a budget of one plan', budgets, [budgetGrant]],
    ['a budget without limits, which only counts', { plans: { standard: { budget: {} } } }, [budgetGrant]],
    ['cancel', { cancel: 'on' }, [cancelGrant]],
    ['conversations', { conversations: 'on' }, [conversationsGrant]],
    ['both', { ...budgets, cancel: 'on' }, [budgetGrant, cancelGrant]],
    ['all', { ...budgets, cancel: 'on', conversations: 'on' }, [budgetGrant, cancelGrant, conversationsGrant]],
    ['both, with any way in', { ...budgets, cancel: 'on', access: 'cognito' }, [budgetGrant, cancelGrant]],
  ])('%s', (_name, settings, grants) => {
    const template = templateOf(settings);
    template.resourceCountIs(type, 1);
    expect(grantsIn(template)).toEqual(grants);
  });

  test.each([
    ['by default', {}],
    ['with plans of other limits', { plans: { standard: { maxTokens: 10, rate: 1 } } }],
    ['with settings of the table alone', { table: { recovery: 'on', encryption: 'aws-managed' } }],
    ['with how conversations would be kept', { conversationDays: 1, conversationKeepSeconds: 1, historyTokens: 9 }],
    ['with what becomes of budgets that can’t be checked alone', { budgetFailure: 'open' }],
  ])('nothing of it is in the template %s', (_name, settings) => {
    const template = templateOf(settings);
    template.resourceCountIs(type, 0);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/dynamodb|RIVULET_TABLE/i);
    expect(Object.keys(template.findOutputs('*'))).not.toContain('Table');
  });
});

test('an item is found by two texts and paid by request; it may expire; no index, stream or replica', () => {
  templateOf(budgets).hasResourceProperties(
    type,
    Match.objectEquals({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      SSESpecification: { SSEEnabled: false },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
      DeletionProtectionEnabled: false,
    }),
  );
});

test('conversations are also found by when their last turn began, by one index', () => {
  const [found] = Object.values(templateOf({ conversations: 'on' }).findResources(type));
  expect(found?.['Properties']).toMatchObject({
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'listedMs', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'conversations-by-time',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'listedMs', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
});

test.each([
  ['aws-owned', { SSEEnabled: false }],
  ['aws-managed', { SSEEnabled: true }],
])('encryption %s', (encryption, expected) => {
  templateOf({ ...budgets, table: { encryption } }).hasResourceProperties(type, { SSESpecification: expected });
});

test.each([
  ['off', false],
  ['on', true],
])('recovery %s', (recovery, PointInTimeRecoveryEnabled) => {
  templateOf({ ...budgets, table: { recovery } }).hasResourceProperties(type, {
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
  });
});

test.each([
  ['destroy', 'Delete', false],
  ['retain', 'Retain', true],
])('with removalPolicy %s: %s, and protection from deletion is %s', (removalPolicy, policy, isProtected) => {
  templateOf({ ...budgets, removalPolicy }).hasResource(type, {
    DeletionPolicy: policy,
    UpdateReplacePolicy: policy,
    Properties: { DeletionProtectionEnabled: isProtected },
  });
});

test('only the chat function is told of it: its name and the endpoint of the region, by one variable', () => {
  const functions = templateOf({ ...budgets, cancel: 'on' }).findResources('AWS::Lambda::Function', {
    Properties: { Environment: { Variables: { RIVULET_TABLE: Match.anyValue() } } },
  });
  expect(Object.keys(functions)).toEqual([expect.stringMatching(/^ChatFunction/)]);
  const [told] = Object.values(functions);
  expect(told?.['Properties'].Environment.Variables.RIVULET_TABLE).toEqual({
    'Fn::Join': [
      '',
      [
        '{"name":"',
        { Ref: expect.stringMatching(/^StorageTable/) },
        '","endpoint":"https://dynamodb.',
        { Ref: 'AWS::Region' },
        '.',
        { Ref: 'AWS::URLSuffix' },
        '"}',
      ],
    ],
  });
});

test('its name is an output', () => {
  templateOf(budgets).hasOutput('Table', { Value: { Ref: tableId } });
});
