import { type Bedrock, openBedrock } from './bedrock/client.ts';
import { bedrockSources } from './bedrock/source.ts';
import { asFailure } from './chat/as-failure.ts';
import { Failure } from './chat/failure.ts';
import type { Config } from './config.ts';
import { type Features, openFeatures, wrappersOf } from './features.ts';
import type { Knowledge } from './knowledge/open-knowledge.ts';
import { resolveModel } from './models/resolve-model.ts';
import { report } from './observe/report.ts';
import type { RequestRecord } from './observe/request-record.ts';
import { type Operation, type Source, wrap } from './source.ts';
import { limits } from './time/limits.ts';

/** What all requests of an execution environment share. */
export interface Environment {
  readonly config: Config;
  /** What answers each kind of question. Counting has no wrappers: it is free, keeps nothing and has no turn. */
  readonly sources: Readonly<Record<Operation, Source>>;
  /** For what is asked besides. */
  readonly features: Features;
  /** Where the end of each is reported. */
  readonly report: (record: RequestRecord) => Promise<void>;
}

/** How requests are answered, where names and plans can change meanwhile. */
export async function followLive(config: Config, start: Environment & AtStart): Promise<() => Environment> {
  const { readLive: get } = start.features;
  if (!get) return () => start;
  const { openLive } = await import('./live/open-live.ts');
  return (await openLive(config, start, { get, open: (changed) => openEnvironment(changed, start.bedrock) })).current;
}

/** What only the start of an environment needs. */
interface AtStart {
  readonly bedrock: Bedrock;
  /** Loads what the first question for an agent would wait for, if that is wanted. */
  readonly loadAgents: () => Promise<void>;
}

/** @param bedrock the connections of another one, of which only the config is another */
export async function openEnvironment(config: Config, bedrock = openBedrock(config)): Promise<Environment & AtStart> {
  const { converse, 'count-tokens': count } = bedrockSources(bedrock.client, config);
  const models = hasFallbacks(config)
    ? (await import('./fallback/over-bedrock.ts')).fallbackOverBedrock(bedrock, converse, config)
    : converse;
  const chosen = config.splits ? (await import('./split/split.ts')).openSplit(config) : as;
  const limited = {
    converse: wrap(chosen(models), [limits(config)]),
    'count-tokens': wrap(count, [limits(config)]),
    embed: wrap(embedOver(bedrock.client, config), [limits(config)]),
  };
  const knowledge = config.knowledge
    ? (await import('./knowledge/open-knowledge.ts')).openKnowledge(limited.converse, bedrock.client, config)
    : undefined;
  const { sources: besides, loadAgents } = await besideAgents(limited, bedrock, config, knowledge);
  const elsewhere = config.runtimes
    ? (await import('./runtimes/with-runtimes.ts')).withRuntimes(besides, bedrock.client)
    : besides;
  const answering = knowledge?.beside(elsewhere) ?? elsewhere;
  const features = await openFeatures(config, bedrock);
  const wrappers = wrappersOf(features);
  const sources = {
    ...answering,
    converse: wrap(answering.converse, wrappers),
    embed: wrap(answering.embed, wrappers),
  };
  const { days } = features;
  const counted: typeof report = days
    ? async (record, names) => report((await days.add(record)) ? record : { ...record, isUncounted: true }, names)
    : report;
  return { config, sources, features, report: (record) => counted(record, config), bedrock, loadAgents };
}

/** Each step of an agent's is limited as a model's answer is; all of them only by the time that the request has. */
async function besideAgents(
  sources: Environment['sources'],
  { client }: Bedrock,
  config: Config,
  knowledge: Knowledge | undefined,
) {
  if (!config.agents) return { sources, loadAgents: nothing };
  const names = Object.keys(config.agents);
  const { withAgents, loadAgents } = await import('./agents/with-agents.ts');
  const answering = withAgents(sources, {
    models: sources.converse,
    limit: limits({ upstreamIdleMs: Infinity }),
    modelOf: (alias) => resolveModel(alias, config),
    toFailure: (...given) => new Failure(...given),
    asFailure,
    ...(knowledge && { search: knowledge.search }),
    client,
  });
  return { sources: answering, loadAgents: config.areAgentsPrewarmed ? () => loadAgents(names) : nothing };
}

/** Few deployments embed: what does it is loaded with the first question. */
function embedOver(client: Bedrock['client'], config: Config): Source {
  let opening: Promise<Source> | undefined;
  return async function* embed(question) {
    opening ??= import('./embeddings/open-embeddings.ts').then(({ openEmbeddings }) => openEmbeddings(client, config));
    yield* (await opening)(question);
  };
}

function as(source: Source): Source {
  return source;
}

async function nothing(): Promise<void> {}

function hasFallbacks({ models }: Config): boolean {
  return Object.values(models).some(({ fallbacks = [] }) => fallbacks.length > 0);
}
