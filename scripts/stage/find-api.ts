import { APIGatewayClient, GetBasePathMappingCommand } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient, type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { readOutput } from './stack.ts';
import type { Where } from './where.ts';

/** An API, and where the services are that know about it. */
export interface FoundApi {
  readonly url: string;
  /** For the client of any service. */
  readonly reached: Pick<CloudFormationClientConfig, 'endpoint' | 'region' | 'credentials'>;
  /** Left out for the local stage, which is the only one there. The stack is left out when it was not named. */
  readonly deployed?: { readonly apiId: string; readonly stage: string; readonly stackName?: string };
}

export async function findApi(where: Where): Promise<FoundApi> {
  if ('url' in where) return toApi(where.url);
  const api = await toApi(await findUrl(where.stack));
  return api.deployed ? { ...api, deployed: { ...api.deployed, stackName: where.stack } } : api;
}

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/(?:[\w-]+\/?)?$/;
/** Whether a URL is that of a local stage. */
export function isLocal(url: string): boolean {
  return loopback.test(toDirectory(url));
}

function toDirectory(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

const atAws = /^https:\/\/(\w+)\.execute-api\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/([\w-]+)\/?$/;
const ownDomain = /^https:\/\/([\w.-]+)\/?$/;

async function toApi(given: string): Promise<FoundApi> {
  const url = toDirectory(given);
  if (isLocal(url)) {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return { url, reached: { endpoint: new URL(url).origin, region: 'us-east-1', credentials } };
  }
  const [, apiId, region, stage] = atAws.exec(url) ?? [];
  if (apiId !== undefined && region !== undefined && stage !== undefined) {
    return { url, reached: { region }, deployed: { apiId, stage } };
  }
  const [, domainName] = ownDomain.exec(url) ?? [];
  if (domainName !== undefined) return { url, ...(await findBehind(domainName)) };
  throw new Error(
    `${given} is not the URL of a stage: send what cdk deploy prints as Url, or the line "Local stage" of npm start`,
  );
}

/** The stage that a domain leads to, in the region that AWS's tools would use. */
async function findBehind(domainName: string): Promise<Omit<FoundApi, 'url'>> {
  // API Gateway's name for a mapping without a path.
  const asked = new GetBasePathMappingCommand({ domainName, basePath: '(none)' });
  const { restApiId: apiId, stage } = await new APIGatewayClient({}).send(asked);
  if (apiId !== undefined && stage !== undefined) return { reached: {}, deployed: { apiId, stage } };
  throw new Error(`the domain ${domainName} leads to no stage of a REST API`);
}

/** What the stack prints as `Url`. */
async function findUrl(stackName: string): Promise<string> {
  const url = await readOutput(new CloudFormationClient({}), stackName, 'Url');
  if (url === undefined) throw new Error(`the stack ${stackName} has no output Url: is it one of Rivulet's?`);
  return url;
}
