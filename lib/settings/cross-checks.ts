import { families } from '../../lambda/models/families.ts';
import { toModelId } from '../models/model-id.ts';
import type { Settings } from './settings.ts';
import { endpointIdleSeconds } from './time.ts';
import { toFamily } from './to-config.ts';

/** One wrong setting, for the error that lists them all. */
export interface Problem {
  readonly name: string;
  readonly value: unknown;
  readonly allowed: string;
}

/** What no setting can tell by itself. */
export function crossCheck(settings: Settings): readonly Problem[] {
  const { defaultModel, models, timeoutSeconds, integrationTimeoutSeconds, marginSeconds, endpoint } = settings;
  const aliases = Object.keys(models);
  const idleLimit = endpointIdleSeconds[endpoint];
  return [
    !aliases.includes(defaultModel) && {
      name: 'defaultModel',
      value: defaultModel,
      allowed: `an alias of models: ${aliases.join(', ')}`,
    },
    integrationTimeoutSeconds > timeoutSeconds && {
      name: 'integrationTimeoutSeconds',
      value: integrationTimeoutSeconds,
      allowed: `at most timeoutSeconds, which is ${timeoutSeconds}: API Gateway must not wait for a function that is gone`,
    },
    marginSeconds >= integrationTimeoutSeconds && {
      name: 'marginSeconds',
      value: marginSeconds,
      allowed: `less than integrationTimeoutSeconds, which is ${integrationTimeoutSeconds}`,
    },
    marginSeconds >= idleLimit && {
      name: 'marginSeconds',
      value: marginSeconds,
      allowed: `less than the ${idleLimit} s that the ${endpoint} endpoint lets a response be silent`,
    },
    settings.fallbackAfterSeconds !== undefined &&
      settings.fallbackAfterSeconds >= settings.idleSeconds && {
        name: 'fallbackAfterSeconds',
        value: settings.fallbackAfterSeconds,
        allowed: `less than idleSeconds, which is ${settings.idleSeconds}: the answer is given up then`,
      },
    ...findLostFallbacks(settings),
    ...findForeignProfiles(settings),
    ...findLostNames(settings),
    ...findUntoldModels(settings),
  ].filter((problem) => problem !== false);
}

/** An application profile is called in its own region only. Without `bedrockRegion` the region is known at deploy. */
function findForeignProfiles({ models, bedrockRegion }: Settings): readonly Problem[] {
  return Object.entries(models).flatMap(([alias, { id }]) => {
    const model = toModelId(id);
    if (model?.kind !== 'application' || bedrockRegion === undefined || model.region === bedrockRegion) return [];
    const allowed = `an application profile of bedrockRegion, which is ${bedrockRegion}`;
    return [{ name: `models.${alias}`, value: id, allowed }];
  });
}

/** A fallback has to be a model that callers may name, too: so it has its permissions. None may lead back. */
function findLostFallbacks({ models }: Settings): readonly Problem[] {
  const fallbacksOf = new Map(Object.entries(models).map(([alias, { fallbacks = [] }]) => [alias, fallbacks]));
  return [...fallbacksOf].flatMap(([alias, fallbacks]) => {
    const problem = { name: `models.${alias}.fallbacks`, value: fallbacks };
    if (fallbacks.some((name) => !fallbacksOf.has(name))) {
      return [{ ...problem, allowed: `aliases of models: ${[...fallbacksOf.keys()].join(', ')}` }];
    }
    if (new Set(fallbacks).size < fallbacks.length) return [{ ...problem, allowed: 'each alias once' }];
    return leadsTo(alias, fallbacks, fallbacksOf)
      ? [{ ...problem, allowed: `aliases that do not lead back to ${alias}` }]
      : [];
  });
}

/** Whether fallbacks, or theirs, come to `alias`. */
function leadsTo(alias: string, from: readonly string[], fallbacksOf: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === alias) return true;
    if (!seen.has(name)) open.push(...(fallbacksOf.get(name) ?? []));
    seen.add(name);
  }
  return false;
}

/** A foreign name has to lead to an alias, and may not hide one. */
function findLostNames({ modelNames, models }: Settings): readonly Problem[] {
  const aliases = Object.keys(models);
  return Object.entries(modelNames).flatMap(([name, alias]) => {
    const problem = { name: `modelNames.${name}`, value: alias };
    if (!aliases.includes(alias)) return [{ ...problem, allowed: `an alias of models: ${aliases.join(', ')}` }];
    return aliases.includes(name) ? [{ ...problem, allowed: 'a name that is no alias of models' }] : [];
  });
}

/** Every answer of such a model would be refused. */
function findUntoldModels({ systemPrompt, models }: Settings): readonly Problem[] {
  if (systemPrompt === undefined) return [];
  return Object.entries(models).flatMap(([alias, model]) => {
    const family = toFamily(model);
    const takes: readonly string[] = families[family].takes;
    const allowed = `none, since the family of the model ${alias}, ${family}, does not support a system prompt`;
    return takes.includes('system') ? [] : [{ name: 'systemPrompt', value: systemPrompt, allowed }];
  });
}
