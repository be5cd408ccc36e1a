import type { Who } from './command-line.ts';
import type { ApiStage } from './find-stage.ts';
import { findKeys, findPlans, type Key } from './keys.ts';

/** One caller, by the id that its account has. */
export interface FoundCaller {
  readonly id: string;
  /** For messages. */
  readonly name: string;
  /** Left out for a caller that was named by its id. */
  readonly key?: Key;
}

/** A key by its name or id. Whether there is a caller with another id, nobody knows here. */
export async function findCaller(who: Who, stage: ApiStage): Promise<FoundCaller> {
  if ('caller' in who) return { id: who.caller, name: who.caller };
  const key = findKey(await findKeys(stage, await findPlans(stage)), who.name);
  return { id: key.id, name: key.name, key };
}

/** By name or id. API Gateway lets several keys have one name. */
export function findKey(keys: readonly Key[], asked: string): Key {
  const named = keys.filter(({ name, id }) => name === asked || id === asked);
  const inUse = named.filter(({ isEnabled }) => isEnabled);
  const [key, ...others] = inUse.length > 0 ? inUse : named;
  if (!key) throw new Error(`there is no key of ${asked}: npm run callers -- list shows all`);
  if (others.length === 0) return key;
  throw new Error(
    `${asked} has several keys: send an id instead, ${[key, ...others].map(({ id }) => id).join(' or ')}`,
  );
}
