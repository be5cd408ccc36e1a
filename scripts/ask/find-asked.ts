import { ConflictException } from '@aws-sdk/client-api-gateway';
import { toStage } from '../callers/find-stage.ts';
import { createKey, listPlans } from '../callers/keys.ts';
import { chooseKnowledge, findKnowledge } from '../knowledge/find-knowledge.ts';
import { findApi, type FoundApi, isLocal } from '../stage/find-api.ts';
import type { Where } from '../stage/where.ts';
import type { Target } from './ask-chat.ts';

/** Who is asked, where, and as whom. */
export interface Asked {
  /** What requests name as their model. */
  readonly name: string;
  readonly target: Target;
}

interface Given {
  /** @default the only knowledge of the stack */
  readonly name: string | undefined;
  /** @default on the local stage one of its own; otherwise none */
  readonly key: string | undefined;
}

export async function findAsked(where: Where, { name, key }: Given): Promise<Asked> {
  // To ask a deployment, its URL and a key are enough: whoever asks may have no account of AWS.
  if ('url' in where && !isLocal(where.url) && name !== undefined) return { name, target: toTarget(where.url, key) };
  const api = await findApi(where);
  return {
    name: name ?? chooseKnowledge(await findKnowledge(api), undefined).name,
    target: { url: api.url, ...withKey(key ?? (api.deployed ? undefined : await makeLocalKey(api))) },
  };
}

function toTarget(url: string, key: string | undefined): Target {
  // The key goes there.
  if (!/^https:\/\/[^?#]+$/.test(url)) throw new Error(`${url} is no URL of an API: it begins with https://`);
  return { url: url.endsWith('/') ? url : `${url}/`, ...withKey(key) };
}

function withKey(key: string | undefined): Pick<Target, 'key'> {
  return key === undefined ? {} : { key };
}

/** The same each time, and of use nowhere else. Undefined where callers have no keys. */
async function makeLocalKey(api: FoundApi): Promise<string | undefined> {
  const stage = toStage(api);
  const plan = (await listPlans(stage)).find(({ isDefault }) => isDefault);
  if (!plan) return undefined;
  const value = `${plan.name}.local-scripts-of-this-machine`;
  await createKey(stage, 'scripts', plan, value).catch((error: unknown) => {
    // It is there already.
    if (!(error instanceof ConflictException)) throw error;
  });
  return value;
}
