import { APIGatewayClient, GetBasePathMappingCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test, vi } from 'vitest';
import { findStage } from '../../../scripts/callers/find-stage.ts';

async function find(where: Parameters<typeof findStage>[0]) {
  const { client, dynamodb, ...stage } = await findStage(where);
  const region = await client.config.region();
  expect(await dynamodb.config.region()).toBe(region);
  return { ...stage, region };
}

const url = 'https://abc123.execute-api.eu-central-1.amazonaws.com/dev/';
const deployed = { deployed: { apiId: 'abc123', stage: 'dev' }, region: 'eu-central-1' };

test('an address on this machine is the local stage, whose API is the only one', async () => {
  expect(await find({ url: 'http://127.0.0.1:3000/dev/' })).toEqual({ region: 'us-east-1' });
  expect(await find({ url: 'http://127.0.0.1:3000/' })).toEqual({ region: 'us-east-1' });
});

test('API, region and stage are read from what cdk deploy prints', async () => {
  expect(await find({ url })).toEqual(deployed);
  expect(await find({ url: url.slice(0, -1) })).toEqual(deployed);
});

test('a stack is asked for its output Url', async () => {
  const cloudFormation = mockClient(CloudFormationClient);
  const stack = { StackName: 'Rivulet', CreationTime: new Date(), StackStatus: 'CREATE_COMPLETE' as const };
  cloudFormation
    .on(DescribeStacksCommand, { StackName: 'Rivulet' })
    .resolves({ Stacks: [{ ...stack, Outputs: [{ OutputKey: 'Url', OutputValue: url }] }] })
    .on(DescribeStacksCommand, { StackName: 'Other' })
    .resolves({ Stacks: [{ ...stack, StackName: 'Other' }] });
  expect(await find({ stack: 'Rivulet' })).toEqual({
    ...deployed,
    deployed: { ...deployed.deployed, stackName: 'Rivulet' },
  });
  await expect(find({ stack: 'Other' })).rejects.toThrow('the stack Other has no output Url');
});

test('a domain of its own is asked for the stage that it leads to', async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  const apiGateway = mockClient(APIGatewayClient);
  apiGateway
    .on(GetBasePathMappingCommand, { domainName: 'chat.example.com', basePath: '(none)' })
    .resolves({ restApiId: 'abc123', stage: 'dev' })
    .on(GetBasePathMappingCommand, { domainName: 'other.example.com' })
    .resolves({ restApiId: 'abc123' });
  expect(await find({ url: 'https://chat.example.com/' })).toEqual({ ...deployed, region: 'eu-west-1' });
  await expect(find({ url: 'https://other.example.com' })).rejects.toThrow('leads to no stage of a REST API');
  apiGateway.restore();
  vi.unstubAllEnvs();
});

test.each(['https://chat.example.com/path', 'http://10.0.0.1:3000/dev/', 'dev'])('%s is refused', async (other) => {
  await expect(findStage({ url: other })).rejects.toThrow(`${other} is not the URL of a stage`);
});
