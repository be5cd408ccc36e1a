import { Failure } from '../chat/failure.ts';
import { choosePart } from './choose-part.ts';
import { families } from './families/families.ts';
import { type Family, other } from './families/family.ts';
import { findFamily } from './families/find-family.ts';
import { isHarness } from './is-harness.ts';
import type { KnowledgeConfig } from './knowledge.ts';
import { type AgentConfig, listNames, type Names, type RuntimeConfig } from './names.ts';
import type { Price } from './price.ts';

/** A model this deployment allows, an agent, or documents with the model that answers from them. */
export interface Model {
  /** What callers name it and what answers call it. */
  readonly alias: string;
  /** Bedrock model id, inference profile id or ARN. */
  readonly id: string;
  /** The foundation model behind it, which is what CountTokens takes. */
  readonly foundationModel: string;
  readonly family: Family;
  /** Aliases that answer in its place. */
  readonly fallbacks: readonly string[];
  /** Left out, nobody knows what it costs. */
  readonly price?: Price;
  /** Left out, its traffic is not split. The rest is that of this alias, which answers this caller and conversation. */
  readonly chosen?: string;
  /** Left out, it is no agent. The rest is that of the model that the agent thinks with. */
  readonly agent?: AgentConfig;
  /** Left out, it does not run elsewhere. Then there is no model either: whoever runs it chooses that. */
  readonly runtime?: RuntimeConfig;
  /** Left out, it searches no documents. The rest is that of the model that answers from them. */
  readonly knowledge?: KnowledgeConfig;
}

/**
 * What `name` stands for: an alias, another name, the exact Bedrock id, or one that the settings map to
 * one of them. Unknown names are never passed through.
 * @param key who asks, and in which conversation: the same has always the same part of what is split
 */
export function resolveModel(name: string | undefined, config: Names, key = ''): Model {
  const { models, splits = {}, agents = {}, runtimes = {}, knowledge = {}, modelNames, defaultModel } = config;
  const allowed = listNames(config);
  const wanted = new Map(Object.entries(modelNames)).get(name ?? '') ?? name ?? defaultModel;
  const alias =
    allowed.find((known) => known === wanted) ??
    Object.entries(models).find(([known, { id }]) => id === wanted && allowed.includes(known))?.[0];
  if (alias === undefined) {
    const message = `model: this deployment has no such model. Allowed: ${allowed.join(', ')}`;
    throw new Failure('unknown-model', message, { field: 'model' });
  }
  const parts = new Map(Object.entries(splits)).get(alias);
  if (parts) {
    const chosen = choosePart(alias, parts, key);
    return { ...toModel(chosen, models), alias, chosen };
  }
  const runtime = new Map(Object.entries(runtimes)).get(alias);
  if (runtime) return toRuntime(alias, runtime);
  const agent = new Map(Object.entries(agents)).get(alias);
  if (agent) return { ...toModel(agent.model, models), alias, agent };
  const documents = new Map(Object.entries(knowledge)).get(alias);
  if (documents) return { ...toModel(documents.model, models), alias, knowledge: documents };
  return toModel(alias, models);
}

const elsewhere: Family = { ...other, takes: ['system'] };
const harness: Family = { ...other, takes: [] };

function toRuntime(alias: string, runtime: RuntimeConfig): Model {
  const { price } = runtime;
  const model = {
    alias,
    id: alias,
    foundationModel: alias,
    family: isHarness(runtime) ? harness : elsewhere,
    fallbacks: [],
    runtime,
  };
  return { ...model, ...(price && { price }) };
}

function toModel(alias: string, models: Names['models']): Model {
  const config = new Map(Object.entries(models)).get(alias);
  if (!config) throw new Error(`no model has the alias ${alias}`);
  const { id, foundationModel = id, family = findFamily(foundationModel), fallbacks = [], price } = config;
  return { alias, id, foundationModel, family: families[family], fallbacks, ...(price && { price }) };
}
