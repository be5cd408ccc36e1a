import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { readChatConfig } from '../../../read-chat-config.ts';
import { type BedrockChoice, isOwnModel } from '../choice.ts';
import { findObstacle } from './find-obstacle.ts';
import { findRegion, type FoundRegion } from './find-region.ts';
import type { LocalApi } from '../../../template/model.ts';

/** A Bedrock that the stage did not start, and that may be unreachable. */
export interface RemoteBedrock {
  readonly url: URL;
  /** Of AWS's Bedrock; a given endpoint has none. */
  readonly region?: FoundRegion;
}

/** Undefined where the stage starts what answers. Rejects for AWS's Bedrock when no region is set. */
export async function findBedrock(
  choice: BedrockChoice,
  context: Readonly<Record<string, unknown>>,
  shell: Readonly<Record<string, string | undefined>>,
): Promise<RemoteBedrock | undefined> {
  if (choice === 'stand-in' || isOwnModel(choice)) return undefined;
  if (choice !== 'aws') return { url: new URL(choice.url) };
  const region = await findRegion(context['bedrockRegion'], shell);
  return { url: endpointOf(region.name), region };
}

/** As the SDK in the function resolves it: hosts in China have another domain. */
function endpointOf(region: string): URL {
  const client = new BedrockRuntimeClient({ region });
  return client.config.endpointProvider({ Region: region }).url;
}

/** Model ids by alias, from the settings. */
export function modelsOf(api: Pick<LocalApi, 'functions' | 'containers' | 'methods'>): ReadonlyMap<string, string> {
  const { models = {} } = readChatConfig(api) ?? {};
  return new Map(Object.entries(models).map(([alias, { id }]) => [alias, id]));
}

/** What `npm start` prints about who answers: an answer from the wrong region looks like any other. */
export function toBedrockLines({ url, region }: RemoteBedrock, models: ReadonlyMap<string, string>): string[] {
  const where = region ? `${region.name}, from ${region.from} (${url.host})` : url.origin;
  return [`Bedrock:     ${where}`, `Models:      ${[...models].map(([alias, id]) => `${alias} = ${id}`).join(', ')}`];
}

/** What a person can check when no connection can be made; undefined when one can. */
export async function findWarning({ url, region }: RemoteBedrock): Promise<string | undefined> {
  const obstacle = await findObstacle(url);
  if (obstacle === undefined) return undefined;
  const chosen = region ? `; the region ${region.name} is from ${region.from}` : '';
  const checks = ['that this machine is online', 'that no firewall is in the way (the function uses no proxy)'];
  if (region) checks.push(`that Bedrock is offered in ${region.name}`);
  return `Bedrock can't be reached: no connection to ${url.host} (${obstacle})${chosen}. Check ${checks.join(', ')}.`;
}
