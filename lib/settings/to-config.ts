import type { Config, StaticConfig } from '../../lambda/config.ts';
import type { FamilyName } from '../../lambda/models/families/families.ts';
import { findFamily } from '../../lambda/models/families/find-family.ts';
import type { NamedAgent } from '../agents/read-agents.ts';
import { digestOf } from '../live/digest-of.ts';
import { toFoundationModel } from '../models/model-id.ts';
import { toPrice, toTokenPrices } from '../models/to-price.ts';
import type { FilesSetting } from './rows/parts/files-setting.ts';
import type { GuardrailSetting } from './rows/parts/guardrail/guardrail-setting.ts';
import type { KnowledgeSetting } from './rows/parts/knowledge-setting.ts';
import type { ModelSetting } from './rows/parts/model-setting.ts';
import type { PriceSetting } from './rows/parts/price-setting.ts';
import type { RuntimeSetting } from './rows/parts/runtime-setting.ts';
import type { Settings } from './settings.ts';
import { endpointIdleSeconds } from './rows/time.ts';
import { toMs } from './to-ms.ts';
import { toPlanConfig } from './to-plan-config.ts';

/** The settings that the function needs; they are deployed as `settings.json` next to its code. */
export function toConfig(settings: Settings, agents: readonly NamedAgent[] = []): StaticConfig {
  const config = toFixed(settings, agents);
  return settings.live === 'on' ? { ...config, deployment: digestOf(config) } : config;
}

function toFixed(settings: Settings, agents: readonly NamedAgent[]): StaticConfig {
  const prices = new Map(Object.entries(settings.prices));
  return {
    models: Object.fromEntries(
      Object.entries(settings.models).map(([alias, model]) => [alias, toModelConfig(model, prices.get(alias))]),
    ),
    ...(agents.length > 0 && { agents: Object.fromEntries(agents.map(({ name, config }) => [name, config])) }),
    ...(Object.keys(settings.runtimes).length > 0 && {
      runtimes: Object.fromEntries(
        Object.entries(settings.runtimes).map(([name, runtime]) => [name, toRuntimeConfig(runtime, prices.get(name))]),
      ),
    }),
    ...(Object.keys(settings.knowledge).length > 0 && {
      knowledge: Object.fromEntries(
        Object.entries(settings.knowledge).map(([name, knowledge]) => [name, toKnowledgeConfig(knowledge)]),
      ),
    }),
    ...(Object.keys(settings.splits).length > 0 && { splits: settings.splits }),
    modelNames: settings.modelNames,
    defaultModel: settings.defaultModel,
    ...(settings.systemPrompt !== undefined && { systemPrompt: settings.systemPrompt }),
    defaultPrompt: settings.defaultPrompt,
    ...(settings.bedrockRegion !== undefined && { bedrockRegion: settings.bedrockRegion }),
    ...(settings.guardrail && { guardrail: toGuardrailConfig(settings.guardrail) }),
    access: settings.access,
    plans: Object.fromEntries(Object.entries(settings.plans).map(([name, plan]) => [name, toPlanConfig(plan)])),
    budgetFailure: settings.budgetFailure,
    isCancellable: settings.cancel === 'on',
    ...(settings.usage === 'on' && { countsUsage: true }),
    ...(settings.conversations === 'on' && { conversations: toConversations(settings) }),
    ...(settings.files && { files: toFilesConfig(settings.files, settings) }),
    ...(settings.corsOrigins !== '*' && { corsOrigins: settings.corsOrigins }),
    maxBodyBytes: settings.maxBodyBytes,
    maxTurns: settings.maxTurns,
    maxTokens: settings.maxTokens,
    ...(settings.maxTokensCap !== undefined && { maxTokensCap: settings.maxTokensCap }),
    integrationTimeoutMs: toMs(settings.integrationTimeoutSeconds),
    endpointIdleMs: toMs(endpointIdleSeconds[settings.endpoint]),
    marginMs: toMs(settings.marginSeconds),
    upstreamIdleMs: toMs(settings.idleSeconds),
    ...(settings.fallbackAfterSeconds !== undefined && { fallbackAfterMs: toMs(settings.fallbackAfterSeconds) }),
    heartbeatMs: toMs(settings.heartbeatSeconds),
    isPrewarmed: settings.prewarm === 'on',
    ...(agents.length > 0 && settings.prewarmAgents === 'on' && { areAgentsPrewarmed: true }),
    commitAfterMs: toMs(settings.commitAfterSeconds),
  };
}

function toConversations({ conversationDays, conversationKeepSeconds, historyTokens }: Settings) {
  return { keptMs: toMs(conversationDays * 24 * 3_600), keepMs: toMs(conversationKeepSeconds), historyTokens };
}

function toModelConfig(model: ModelSetting, given: PriceSetting | undefined): Config['models'][string] {
  const { id, family, fallbacks } = model;
  const foundationModel = toFoundationModel(model);
  const price = toPrice(model, given);
  return {
    id,
    ...(foundationModel !== id && { foundationModel }),
    ...(family && { family }),
    ...(fallbacks && { fallbacks }),
    ...(price && { price }),
  };
}

function toRuntimeConfig(
  { idleSeconds, ...runtime }: RuntimeSetting,
  price: PriceSetting | undefined,
): NonNullable<Config['runtimes']>[string] {
  return { ...runtime, idleMs: toMs(idleSeconds), ...(price && { price: toTokenPrices(price) }) };
}

/** Of one stream of a function (Lambda quotas, "Response streaming"). */
const mostBytesOfFunction = 200_000_000;
/** What API Gateway counts as one request (its pricing page). */
const bytesOfRequest = 10_000_000;

function toFilesConfig(
  { prefix, perCaller, upload }: FilesSetting,
  { backend }: Pick<Settings, 'backend'>,
): NonNullable<StaticConfig['files']> {
  return {
    prefix,
    isPerCaller: perCaller,
    ...(upload !== false && {
      upload: { maxBytes: Math.round(upload.maxMb * 1e6), ms: toMs(upload.minutes * 60), types: upload.types },
    }),
    ...(backend === 'lambda' && { mostBytes: mostBytesOfFunction, mostBytesOfPart: bytesOfRequest }),
  };
}

/** The id of one that the stack makes comes by the function's environment. The folder and the embedding are not the function's. */
function toKnowledgeConfig({
  from,
  perCaller,
  documents: _documents,
  embedding: _embedding,
  ...knowledge
}: KnowledgeSetting): NonNullable<Config['knowledge']>[string] {
  return { ...knowledge, isPerCaller: perCaller, ...(from === 'create' ? { id: '' } : from) };
}

/** From the setting, or otherwise from the model's id. */
export function toFamily(model: ModelSetting): FamilyName {
  return model.family ?? findFamily(toFoundationModel(model));
}

function toGuardrailConfig(guardrail: GuardrailSetting): NonNullable<StaticConfig['guardrail']> {
  if ('create' in guardrail) return {};
  const { id, version, mode } = guardrail;
  return { guardrailIdentifier: id, guardrailVersion: version, streamProcessingMode: mode };
}
