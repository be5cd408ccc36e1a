import { APIGatewayClient, type APIGatewayClientConfig, GetBasePathMappingCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { CommandLine } from './command-line.ts';
import { readOutput } from './stack-output.ts';

/** The stage whose callers are meant, and what asks API Gateway and DynamoDB about it. */
export interface ApiStage {
  readonly client: APIGatewayClient;
  readonly dynamodb: DynamoDBClient;
  /** Left out for the local stage, which is the only one there. The stack is left out when it was not named. */
  readonly deployed?: { readonly apiId: string; readonly stage: string; readonly stackName?: string };
}

export async function findStage(where: CommandLine['where']): Promise<ApiStage> {
  if ('url' in where) return toStage(where.url);
  const stage = await toStage(await findUrl(where.stack));
  return stage.deployed ? { ...stage, deployed: { ...stage.deployed, stackName: where.stack } } : stage;
}

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/(?:[\w-]+\/?)?$/;
const atAws = /^https:\/\/(\w+)\.execute-api\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/([\w-]+)\/?$/;
const ownDomain = /^https:\/\/([\w.-]+)\/?$/;

function toStage(url: string): ApiStage | Promise<ApiStage> {
  if (loopback.test(url)) {
    const { origin } = new URL(url);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return toClients({ endpoint: origin, region: 'us-east-1', credentials });
  }
  const [, apiId, region, stage] = atAws.exec(url) ?? [];
  if (apiId !== undefined && region !== undefined && stage !== undefined) {
    return { ...toClients({ region }), deployed: { apiId, stage } };
  }
  const [, domainName] = ownDomain.exec(url) ?? [];
  if (domainName !== undefined) return findBehind(domainName);
  throw new Error(
    `${url} is not the URL of a stage: send what cdk deploy prints as Url, or the line "Local stage" of npm start`,
  );
}

type Reached = Pick<APIGatewayClientConfig & DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

function toClients(reached: Reached): Pick<ApiStage, 'client' | 'dynamodb'> {
  return { client: new APIGatewayClient(reached), dynamodb: new DynamoDBClient(reached) };
}

/** The stage that a domain leads to, in the region that AWS's tools would use. */
async function findBehind(domainName: string): Promise<ApiStage> {
  const clients = toClients({});
  // API Gateway's name for a mapping without a path.
  const asked = new GetBasePathMappingCommand({ domainName, basePath: '(none)' });
  const { restApiId: apiId, stage } = await clients.client.send(asked);
  if (apiId !== undefined && stage !== undefined) return { ...clients, deployed: { apiId, stage } };
  throw new Error(`the domain ${domainName} leads to no stage of a REST API`);
}

/** What the stack prints as `Url`. */
async function findUrl(StackName: string): Promise<string> {
  const url = await readOutput(new CloudFormationClient({}), StackName, 'Url');
  if (url === undefined) throw new Error(`the stack ${StackName} has no output Url: is it one of Rivulet's?`);
  return url;
}
