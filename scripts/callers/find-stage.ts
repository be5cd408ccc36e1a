import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findApi, type FoundApi } from '../stage/find-api.ts';
import type { Where } from '../stage/where.ts';

/** The stage whose callers are meant, and what asks API Gateway and DynamoDB about it. */
export interface ApiStage extends Pick<FoundApi, 'deployed'> {
  readonly client: APIGatewayClient;
  readonly dynamodb: DynamoDBClient;
}

export async function findStage(where: Where): Promise<ApiStage> {
  return toStage(await findApi(where));
}

export function toStage({ reached, deployed }: FoundApi): ApiStage {
  const clients = { client: new APIGatewayClient(reached), dynamodb: new DynamoDBClient(reached) };
  return { ...clients, ...(deployed && { deployed }) };
}
