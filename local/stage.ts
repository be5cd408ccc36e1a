import { startContainers } from './containers/start-containers.ts';
import type { GatewayLimits } from './gateway/limits.ts';
import { startGateway } from './gateway/server.ts';
import type { Clock } from './gateway/access/usage.ts';
import { startFunctions } from './lambda/functions.ts';
import { lambdaLimits, type LambdaLimits } from './lambda/limits.ts';
import type { BedrockChoice } from './services/bedrock/choice.ts';
import { toCredentials } from './services/credentials.ts';
import { services } from './services/index.ts';
import { startServices } from './services/start-services.ts';
import type { LocalApi } from './template/model.ts';
import { readTemplate } from './template/read-template.ts';

export interface StageOptions {
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  /** Which stack of it. @default the only one */
  readonly stack?: string;
  /** @default 0, any free one */
  readonly port?: number;
  /** The region, for a stack that does not set one. @default us-east-1 */
  readonly region?: string;
  /** @default the stand-in */
  readonly bedrock?: BedrockChoice;
  /** The folder that keeps the items of tables, and files, when the stage closes. @default neither outlives it */
  readonly data?: string;
  /** The folder of the files that are served, where the stack serves some. @default one in `data`, or else one that goes with the stage */
  readonly files?: string;
  /** The values of secrets in Secrets Manager, by their names. @default none */
  readonly secrets?: ReadonlyMap<string, string>;
  /** What stands for backends that are not the stack's, by the paths of their proxies: a URL. @default those that have one are asked there */
  readonly proxies?: ReadonlyMap<string, string>;
  /** What stands for agents on AgentCore, by their names: an agent of agents/index.ts, or the URL of an app. @default the agent of the same name, or the first */
  readonly runtimes?: ReadonlyMap<string, string>;
  /** The environment the stage was started in; of it, functions see at most the AWS credentials. @default process.env */
  readonly shell?: Readonly<Record<string, string | undefined>>;
  /** For every function; they override the template's. */
  readonly extraVariables?: Readonly<Record<string, string>>;
  /** Receives each line of the functions' logs, and of the access log when verbose. @default they are dropped */
  readonly log?: (line: string) => void;
  readonly isVerbose?: boolean;
  /** Overrides of AWS's limits: tests don't wait five minutes. */
  readonly gatewayLimits?: Partial<GatewayLimits>;
  readonly lambdaLimits?: Partial<LambdaLimits>;
  /** For throttles, quotas and the authorizer cache. */
  readonly clock?: Clock;
}

export interface Stage {
  /** With a slash at the end. */
  readonly url: string;
  readonly api: LocalApi;
  /** The first key of a usage plan; undefined when the API is open. */
  readonly apiKey?: string;
  /** What the person at the terminal should know of its services. */
  readonly notes: readonly string[];
  /** Where the functions find its services, such as `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly serviceVariables: Readonly<Record<string, string>>;
  /** Ends everything the stage started. */
  readonly close: () => Promise<void>;
}

/**
 * Runs a synthesized stack on this machine. Rejects for what it can't emulate, naming the resource, and with EADDRINUSE for a
 * taken port.
 */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { port = 0, log = () => undefined, clock, isVerbose = false } = options;
  const api = readTemplate({
    assembly: options.assembly,
    ...(options.stack !== undefined && { stack: options.stack }),
    ...(options.region !== undefined && { region: options.region }),
    ...(options.secrets && { secrets: options.secrets }),
    ...(options.proxies && { proxies: options.proxies }),
  });
  const { bedrock = 'stand-in', shell = process.env, data, files, secrets, runtimes } = options;
  const credentials = toCredentials({ bedrock, shell });
  const running = await startServices(services, {
    api,
    bedrock,
    shell,
    ...(secrets && { secrets }),
    ...(runtimes && { runtimes }),
    ...(data !== undefined && { data }),
    ...(files !== undefined && { files }),
  });
  const extraVariables = { ...credentials, ...running.variables, ...options.extraVariables };
  const containers = await startContainers(api, { extraVariables, log }).catch(async (error: unknown) => {
    await running.close();
    throw error;
  });
  const functions = startFunctions(api, {
    limits: { ...lambdaLimits, ...options.lambdaLimits },
    extraVariables,
    log,
  });
  const gateway = await startGateway({
    api,
    port,
    invoke: functions.invoke,
    containers: containers.find,
    logError: log,
    ...(running.keysUrls && { keysUrls: running.keysUrls }),
    ...(running.answers && { services: running.answers }),
    ...(isVerbose && { logAccess: log }),
    ...(clock && { clock }),
    ...(options.gatewayLimits && { limits: options.gatewayLimits }),
  }).catch(async (error: unknown) => {
    await Promise.all([containers.close(), running.close()]);
    throw error;
  });
  const apiKey = api.plans.flatMap((plan) => plan.keys)[0]?.value;
  return {
    url: gateway.url,
    api,
    ...(apiKey !== undefined && { apiKey }),
    notes: running.notes ?? [],
    serviceVariables: running.variables,
    async close() {
      gateway.close();
      await Promise.all([functions.close(), containers.close(), running.close()]);
    },
  };
}
