import { APIGatewayClient, GetBasePathMappingCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CommandLine } from './command-line.ts';

/** The stage whose callers are meant, and what asks API Gateway about it. */
export interface ApiStage {
  readonly client: APIGatewayClient;
  /** Left out for the local stage, which is the only one there. */
  readonly deployed?: { readonly apiId: string; readonly stage: string };
}

export async function findStage(where: CommandLine['where']): Promise<ApiStage> {
  return toStage('url' in where ? where.url : await findUrl(where.stack));
}

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/(?:[\w-]+\/?)?$/;
const atAws = /^https:\/\/(\w+)\.execute-api\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/([\w-]+)\/?$/;
const ownDomain = /^https:\/\/([\w.-]+)\/?$/;

function toStage(url: string): ApiStage | Promise<ApiStage> {
  if (loopback.test(url)) {
    const { origin } = new URL(url);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return { client: new APIGatewayClient({ endpoint: origin, region: 'us-east-1', credentials }) };
  }
  const [, apiId, region, stage] = atAws.exec(url) ?? [];
  if (apiId !== undefined && region !== undefined && stage !== undefined) {
    return { client: new APIGatewayClient({ region }), deployed: { apiId, stage } };
  }
  const [, domainName] = ownDomain.exec(url) ?? [];
  if (domainName !== undefined) return findBehind(domainName);
  throw new Error(
    `${url} is not the URL of a stage: send what cdk deploy prints as Url, or the line "Local stage" of npm start`,
  );
}

/** The stage that a domain leads to, in the region that AWS's tools would use. */
async function findBehind(domainName: string): Promise<ApiStage> {
  const client = new APIGatewayClient({});
  // API Gateway's name for a mapping without a path.
  const asked = new GetBasePathMappingCommand({ domainName, basePath: '(none)' });
  const { restApiId: apiId, stage } = await client.send(asked);
  if (apiId !== undefined && stage !== undefined) return { client, deployed: { apiId, stage } };
  throw new Error(`the domain ${domainName} leads to no stage of a REST API`);
}

/** What the stack prints as `Url`. */
async function findUrl(StackName: string): Promise<string> {
  const { Stacks: stacks = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
  const url = stacks[0]?.Outputs?.find(({ OutputKey: key }) => key === 'Url')?.OutputValue;
  if (url === undefined) throw new Error(`the stack ${StackName} has no output Url: is it one of Rivulet's?`);
  return url;
}
