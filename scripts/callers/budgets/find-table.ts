import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { ApiStage } from '../find-stage.ts';
import { readOutput } from '../stack-output.ts';

/** Where the accounts of callers are. */
export interface CallersTable {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** Undefined where the settings ask for nothing that needs a table. */
export async function findTable({ dynamodb: client, deployed }: ApiStage): Promise<CallersTable | undefined> {
  const name = deployed ? await findName(deployed, client) : await findLocalName(client);
  return name === undefined ? undefined : { client, name };
}

async function findName(
  { apiId, stackName }: NonNullable<ApiStage['deployed']>,
  { config: { region } }: DynamoDBClient,
): Promise<string | undefined> {
  const client = new CloudFormationClient({ region });
  return readOutput(client, stackName ?? (await findStack(client, apiId)), 'Table');
}

/**
 * The stack that made the API. CloudFormation answers with resources of the stack, the first hundred
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html): the table may not be among them.
 */
async function findStack(client: CloudFormationClient, apiId: string): Promise<string> {
  const asked = new DescribeStackResourcesCommand({ PhysicalResourceId: apiId });
  const { StackResources: [resource] = [] } = await client.send(asked);
  if (resource?.StackName !== undefined) return resource.StackName;
  throw new Error(`no stack has the API ${apiId}: send --stack instead of --url`);
}

async function findLocalName(client: DynamoDBClient): Promise<string | undefined> {
  const { TableNames: [name] = [] } = await client.send(new ListTablesCommand({}));
  return name;
}
