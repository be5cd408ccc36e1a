import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { chooseKnowledge, findKnowledge, splitName } from '../../../scripts/knowledge/find-knowledge.ts';
import { openStore } from '../../../scripts/knowledge/store.ts';

const docs = { id: 'KB1', region: 'eu-west-1', perCaller: false, documents: 'knowledge/', bucket: 'b', source: 'DS1' };
const wiki = { id: 'KB2', region: 'us-east-1', perCaller: true };
const cloudFormation = mockClient(CloudFormationClient);
const local = {
  endpoint: 'http://127.0.0.1:3000',
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const atHome = { url: 'http://127.0.0.1:3000/dev/', reached: local };
const stackOf = (...outputs: [key: string, value: string][]) => ({
  Stacks: [
    {
      StackName: 'Rivulet-dev',
      CreationTime: new Date(),
      StackStatus: 'CREATE_COMPLETE' as const,
      Outputs: outputs.map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    },
  ],
});

beforeEach(() => cloudFormation.reset());

test('the local stage is asked without a name, for it has one stack', async () => {
  cloudFormation.on(DescribeStacksCommand, {}).resolves(stackOf(['Knowledge', JSON.stringify({ docs, wiki })]));
  expect(await findKnowledge(atHome)).toEqual([
    { name: 'docs', ...docs },
    { name: 'wiki', ...wiki },
  ]);
  expect(cloudFormation.call(0).args[0].input).toEqual({});
});

test('a deployment is asked by the stack that was named, or that has the API', async () => {
  cloudFormation
    .on(DescribeStacksCommand, { StackName: 'Rivulet-dev' })
    .resolves(stackOf(['Knowledge', JSON.stringify({ docs })]))
    .on(DescribeStackResourcesCommand, { PhysicalResourceId: 'abc123' })
    .resolves({
      StackResources: [
        {
          StackName: 'Rivulet-dev',
          LogicalResourceId: 'Api',
          ResourceType: 'x',
          Timestamp: new Date(),
          ResourceStatus: 'CREATE_COMPLETE',
        },
      ],
    });
  const at = { url: 'https://abc123.execute-api.eu-west-1.amazonaws.com/dev/', reached: { region: 'eu-west-1' } };
  const deployed = { apiId: 'abc123', stage: 'dev' };
  for (const found of [deployed, { ...deployed, stackName: 'Rivulet-dev' }])
    expect(await findKnowledge({ ...at, deployed: found })).toEqual([{ name: 'docs', ...docs }]);
});

test.each([
  ['no such output', stackOf(['Url', 'x'])],
  ['none in it', stackOf(['Knowledge', '{}'])],
])('a stack with %s is told what to set', async (_name, stack) => {
  cloudFormation.on(DescribeStacksCommand).resolves(stack);
  await expect(findKnowledge(atHome)).rejects.toThrow('there is no knowledge here: set the setting knowledge');
});

const both = [
  { name: 'docs', ...docs },
  { name: 'wiki', ...wiki },
];

test('a name may be left out when there is only one', () => {
  expect(chooseKnowledge(both.slice(0, 1), undefined).id).toBe('KB1');
  expect(chooseKnowledge(both, 'wiki').id).toBe('KB2');
  expect(() => chooseKnowledge(both, undefined)).toThrow(
    'there are several; the names are docs and wiki: add one of them to the command',
  );
  expect(() => chooseKnowledge(both, 'manual')).toThrow('there is no knowledge manual; the names are docs and wiki');
  expect(() => chooseKnowledge(both.slice(0, 1), 'manual')).toThrow('the only name is docs');
});

test('the first word of remove is a name if there is such a knowledge, and a path otherwise', () => {
  const only = both.slice(0, 1);
  expect(splitName(only, ['docs', 'a.md'])).toEqual({ knowledge: both[0], paths: ['a.md'] });
  expect(splitName(only, ['a.md', 'docs'])).toEqual({ knowledge: both[0], paths: ['a.md', 'docs'] });
  expect(() => splitName(both, ['a.md'])).toThrow('there are several');
});

test('clients are those of the region of the knowledge base, and of the local stage where it is asked', async () => {
  const { s3, agent, bucket, source } = openStore({ url: 'x', reached: {} }, both[0]!);
  expect([await s3.config.region(), await agent.config.region()]).toEqual(['eu-west-1', 'eu-west-1']);
  expect(s3.config.forcePathStyle).toBe(false);
  expect({ bucket, source }).toEqual({ bucket: 'b', source: { knowledgeBaseId: 'KB1', dataSourceId: 'DS1' } });
  const here = openStore(atHome, both[0]!);
  expect(here.s3.config.forcePathStyle).toBe(true);
  expect(await here.agent.config.endpoint?.()).toMatchObject({ hostname: '127.0.0.1', port: 3000 });
});

test('documents of a knowledge base that the stack did not make are elsewhere', () => {
  expect(() => openStore(atHome, both[1]!)).toThrow(
    'the documents of wiki are not kept by this stack: it takes the knowledge base KB2',
  );
});
