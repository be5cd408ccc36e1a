import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CommandLine } from './command-line.ts';

/** The stage whose callers are meant, and what asks API Gateway about it. */
export interface ApiStage {
  readonly client: APIGatewayClient;
  readonly stage: string;
  /** Left out for the local stage, which is the only one there. */
  readonly apiId?: string;
}

export async function findStage(where: CommandLine['where']): Promise<ApiStage> {
  return toStage('url' in where ? where.url : await findUrl(where.stack));
}

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/([\w-]+)\/?$/;
const deployed = /^https:\/\/(\w+)\.execute-api\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/([\w-]+)\/?$/;

function toStage(url: string): ApiStage {
  const [, local] = loopback.exec(url) ?? [];
  if (local !== undefined) {
    const { origin } = new URL(url);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return { client: new APIGatewayClient({ endpoint: origin, region: 'us-east-1', credentials }), stage: local };
  }
  const [, apiId, region, stage] = deployed.exec(url) ?? [];
  if (apiId !== undefined && region !== undefined && stage !== undefined) {
    return { client: new APIGatewayClient({ region }), stage, apiId };
  }
  throw new Error(
    `${url} is not the URL of a stage: send what cdk deploy prints as Url, or the line "Local stage" of npm start. Behind a domain of your own send --stack`,
  );
}

/** What the stack prints as `Url`. */
async function findUrl(StackName: string): Promise<string> {
  const { Stacks: stacks = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
  const url = stacks[0]?.Outputs?.find(({ OutputKey: key }) => key === 'Url')?.OutputValue;
  if (url === undefined) throw new Error(`the stack ${StackName} has no output Url: is it one of Rivulet's?`);
  return url;
}
