import { type Bedrock, openBedrock } from './bedrock/client.ts';
import { bedrockSources } from './bedrock/source.ts';
import type { Config } from './config.ts';
import { type Features, openFeatures, wrappersOf } from './features.ts';
import { report } from './observe/report.ts';
import type { RequestRecord } from './observe/request-record.ts';
import { type Operation, type Source, wrap } from './source.ts';
import { limits } from './time/limits.ts';

/** What all requests of an execution environment share. */
export interface Environment {
  readonly config: Config;
  /** What answers each kind of question. Only an answer has wrappers: counting is free, keeps nothing and has no turn. */
  readonly sources: Readonly<Record<Operation, Source>>;
  /** For what is asked besides. */
  readonly features: Features;
  /** Where the end of each is reported. */
  readonly report: (record: RequestRecord) => Promise<void>;
}

export async function openEnvironment(config: Config): Promise<Environment & { readonly bedrock: Bedrock }> {
  const bedrock = openBedrock(config);
  const { converse, 'count-tokens': count } = bedrockSources(bedrock.client, config);
  const answering = hasFallbacks(config)
    ? (await import('./fallback/over-bedrock.ts')).fallbackOverBedrock(bedrock, converse, config)
    : converse;
  const features = await openFeatures(config, bedrock);
  const sources = {
    converse: wrap(answering, wrappersOf(features, config)),
    'count-tokens': wrap(count, [limits(config)]),
  };
  return { config, sources, features, report: (record) => report(record, config), bedrock };
}

function hasFallbacks({ models }: Config): boolean {
  return Object.values(models).some(({ fallbacks = [] }) => fallbacks.length > 0);
}
