import { families } from '../../lambda/models/families.ts';
import { toModelId } from '../model-id.ts';
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
    const allowed = `none, since the family of the model ${alias}, ${family}, takes no system text`;
    return takes.includes('system') ? [] : [{ name: 'systemPrompt', value: systemPrompt, allowed }];
  });
}
