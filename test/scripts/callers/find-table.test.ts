import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { findTable } from '../../../scripts/callers/budgets/find-table.ts';

const cloudFormation = mockClient(CloudFormationClient);
const region = 'eu-central-1';
const clients = { client: new APIGatewayClient({ region }), dynamodb: new DynamoDBClient({ region }) };

beforeEach(() => {
  cloudFormation.reset();
  const stack = { CreationTime: new Date(), StackStatus: 'CREATE_COMPLETE' as const };
  cloudFormation
    .on(DescribeStacksCommand, { StackName: 'Rivulet' })
    .resolves({
      Stacks: [{ ...stack, StackName: 'Rivulet', Outputs: [{ OutputKey: 'Table', OutputValue: 'Rivulet-1X' }] }],
    })
    .on(DescribeStacksCommand, { StackName: 'Without' })
    .resolves({ Stacks: [{ ...stack, StackName: 'Without', Outputs: [{ OutputKey: 'Url', OutputValue: 'x' }] }] });
});

const find = async (deployed: { apiId: string; stackName?: string }) =>
  (await findTable({ ...clients, deployed: { stage: 'dev', ...deployed } }))?.name;

test('a stack that was named is asked for its output Table, and nothing else is asked', async () => {
  expect(await find({ apiId: 'abc123', stackName: 'Rivulet' })).toBe('Rivulet-1X');
  expect(cloudFormation.calls()).toHaveLength(1);
  expect(await find({ apiId: 'abc123', stackName: 'Without' })).toBeUndefined();
});

test('of an API that was named by its URL, CloudFormation tells the stack, in the region of the API', async () => {
  const resource = { LogicalResourceId: 'Api', ResourceType: 'x', Timestamp: new Date() };
  cloudFormation
    .on(DescribeStackResourcesCommand, { PhysicalResourceId: 'abc123' })
    .resolves({ StackResources: [{ ...resource, StackName: 'Rivulet', ResourceStatus: 'CREATE_COMPLETE' }] })
    .on(DescribeStackResourcesCommand, { PhysicalResourceId: 'def456' })
    .resolves({ StackResources: [] });
  expect(await find({ apiId: 'abc123' })).toBe('Rivulet-1X');
  const { thisValue } = cloudFormation.call(0);
  expect(await thisValue.config.region()).toBe(region);
  await expect(find({ apiId: 'def456' })).rejects.toThrow('no stack has the API def456: send --stack instead of --url');
});
