import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { findStack, readOutput } from '../../stage/stack.ts';
import type { ApiStage } from '../find-stage.ts';

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

async function findLocalName(client: DynamoDBClient): Promise<string | undefined> {
  const { TableNames: [name] = [] } = await client.send(new ListTablesCommand({}));
  return name;
}
