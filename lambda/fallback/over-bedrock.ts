import { canTake } from '../bedrock/can-take.ts';
import type { Bedrock } from '../bedrock/client.ts';
import { bedrockSources } from '../bedrock/source.ts';
import type { Config } from '../config.ts';
import type { Source } from '../source.ts';
import { fallback } from './fallback.ts';

/** Bedrock's models with their fallbacks: all but the last are asked by a client that does not retry. */
export function fallbackOverBedrock(bedrock: Bedrock, withRetries: Source, config: Config): Source {
  const { converse: once } = bedrockSources(bedrock.openOnce(), config);
  return fallback({ once, withRetries, canTake }, config);
}
