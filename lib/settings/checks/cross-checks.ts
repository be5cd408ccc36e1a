import { families } from '../../../lambda/models/families/families.ts';
import type { Family } from '../../../lambda/models/families/family.ts';
import { toModelId } from '../../models/model-id.ts';
import type { Settings } from '../settings.ts';
import { endpointIdleSeconds } from '../rows/time.ts';
import { checkAccess } from './access/check-access.ts';
import { checkAddress } from './check-address.ts';
import { checkBackend } from './check-backend.ts';
import { checkBudgets } from './access/check-budgets.ts';
import { checkCallers } from './access/check-callers.ts';
import { checkEmbeddings } from './check-embeddings.ts';
import { checkFiles } from './check-files.ts';
import { checkGuardrail } from './check-guardrail.ts';
import { checkKnowledge } from './check-knowledge.ts';
import { checkNames } from './check-names.ts';
import { checkPlans } from './access/check-plans.ts';
import { checkPrices } from './access/check-prices.ts';
import { checkProxies } from './check-proxies.ts';
import { checkWaf } from './access/check-waf.ts';
import { toFamily } from '../to-config.ts';

/** One wrong setting, for the error that lists them all. */
export interface Problem {
  readonly name: string;
  readonly value: unknown;
  readonly allowed: string;
}

/** Checks that need more than one setting. */
export function crossCheck(settings: Settings, isLocalStage: boolean): readonly Problem[] {
  const { timeoutSeconds, integrationTimeoutSeconds, marginSeconds, endpoint } = settings;
  const idleLimit = endpointIdleSeconds[endpoint];
  return [
    settings.backend === 'lambda' &&
      integrationTimeoutSeconds > timeoutSeconds && {
        name: 'integrationTimeoutSeconds',
        value: integrationTimeoutSeconds,
        allowed: `at most timeoutSeconds, which is ${timeoutSeconds}: API Gateway must not wait for a function that has already ended`,
      },
    marginSeconds >= integrationTimeoutSeconds && {
      name: 'marginSeconds',
      value: marginSeconds,
      allowed: `less than integrationTimeoutSeconds, which is ${integrationTimeoutSeconds}`,
    },
    marginSeconds >= idleLimit && {
      name: 'marginSeconds',
      value: marginSeconds,
      allowed: `less than ${idleLimit}: the ${endpoint} endpoint cuts a response that is silent for ${idleLimit} s`,
    },
    settings.prewarmAgents === 'on' &&
      settings.prewarm === 'off' && {
        name: 'prewarmAgents',
        value: settings.prewarmAgents,
        allowed: 'off, because prewarm is off',
      },
    settings.maxTokensCap !== undefined &&
      settings.maxTokens > settings.maxTokensCap && {
        name: 'maxTokens',
        value: settings.maxTokens,
        allowed: `at most maxTokensCap, which is ${settings.maxTokensCap}`,
      },
    ...findLateFallbacks(settings),
    ...findLostFallbacks(settings),
    ...findForeignProfiles(settings),
    ...findForeignGuardrail(settings),
    ...checkNames(settings),
    ...checkEmbeddings(settings),
    ...checkKnowledge(settings),
    ...checkGuardrail(settings),
    ...checkPlans(settings),
    ...checkBudgets(settings),
    ...checkCallers(settings),
    ...checkPrices(settings),
    ...checkAccess(settings, isLocalStage),
    ...checkAddress(settings),
    ...checkWaf(settings),
    ...checkBackend(settings),
    ...checkProxies(settings, isLocalStage),
    ...checkFiles(settings),
    ...findUntoldModels(settings),
  ].filter((problem) => problem !== false);
}

/** An application profile can be called in its own region only. Without `bedrockRegion`, the region is known only at deploy. */
function findForeignProfiles({ models, bedrockRegion }: Settings): readonly Problem[] {
  return Object.entries(models).flatMap(([alias, { id }]) => {
    const model = toModelId(id);
    if (model?.kind !== 'application' || bedrockRegion === undefined || model.region === bedrockRegion) return [];
    const allowed = `an application profile in bedrockRegion, which is ${bedrockRegion}`;
    return [{ name: `models.${alias}`, value: id, allowed }];
  });
}

/** So can a guardrail. An id alone is one of the region where Bedrock is called. */
function findForeignGuardrail({ guardrail, bedrockRegion }: Settings): readonly Problem[] {
  if (!guardrail || !('id' in guardrail) || bedrockRegion === undefined) return [];
  const { id } = guardrail;
  const [, , , region = bedrockRegion] = id.split(':');
  if (region === bedrockRegion) return [];
  return [{ name: 'guardrail.id', value: id, allowed: `a guardrail in bedrockRegion, which is ${bedrockRegion}` }];
}

/** All models before the last share the time after which the answer is aborted. */
function findLateFallbacks({ fallbackAfterSeconds, idleSeconds, models }: Settings): readonly Problem[] {
  const waits = Math.max(1, ...Object.values(models).map(({ fallbacks = [] }) => fallbacks.length));
  if (fallbackAfterSeconds === undefined || fallbackAfterSeconds * waits < idleSeconds) return [];
  const allowed =
    waits === 1
      ? `less than idleSeconds, which is ${idleSeconds}: after that the answer is aborted`
      : `less than idleSeconds / ${waits}, which is ${idleSeconds / waits}: a model has ${waits} fallbacks, and after idleSeconds the answer is aborted`;
  return [{ name: 'fallbackAfterSeconds', value: fallbackAfterSeconds, allowed }];
}

/** A fallback must also be a model that callers may name: only those get permissions. No chain of fallbacks may lead back. */
function findLostFallbacks({ models }: Settings): readonly Problem[] {
  const fallbacksOf = new Map(Object.entries(models).map(([alias, { fallbacks = [] }]) => [alias, fallbacks]));
  return [...fallbacksOf].flatMap(([alias, fallbacks]) => {
    const problem = { name: `models.${alias}.fallbacks`, value: fallbacks };
    if (fallbacks.some((name) => !fallbacksOf.has(name))) {
      const others = [...fallbacksOf.keys()].filter((name) => name !== alias);
      return [{ ...problem, allowed: `other aliases in models: ${others.join(', ') || 'there are none yet'}` }];
    }
    if (new Set(fallbacks).size < fallbacks.length) return [{ ...problem, allowed: 'each alias once' }];
    return leadsTo(alias, fallbacks, fallbacksOf)
      ? [{ ...problem, allowed: `aliases that do not lead back to ${alias}` }]
      : [];
  });
}

/** Whether these fallbacks, or their own fallbacks, lead to `alias`. */
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

/** Such a model would refuse every request. */
function findUntoldModels({ systemPrompt, models }: Settings): readonly Problem[] {
  if (systemPrompt === undefined) return [];
  return Object.entries(models).flatMap(([alias, model]) => {
    const family = toFamily(model);
    const { takes, embeds }: Family = families[family];
    const allowed = `no system prompt, because the model ${alias} (family ${family}) does not support one`;
    // A model for embeddings is told nothing.
    return takes.includes('system') || embeds ? [] : [{ name: 'systemPrompt', value: systemPrompt, allowed }];
  });
}
