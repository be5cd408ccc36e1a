import { toTokens } from './words.ts';

export interface Limits {
  readonly maxTokens?: number | undefined;
  readonly stopSequences?: readonly string[] | undefined;
}

export interface LimitedAnswer {
  readonly tokens: readonly string[];
  readonly stopReason: 'end_turn' | 'max_tokens' | 'stop_sequence';
}

/** Ends an answer where the caller asks for it: before the first stop sequence, or after `maxTokens`. */
export function limitAnswer(text: string, { maxTokens = Infinity, stopSequences = [] }: Limits): LimitedAnswer {
  const stops = stopSequences.map((sequence) => text.indexOf(sequence)).filter((position) => position >= 0);
  const tokens = toTokens(text.slice(0, Math.min(...stops, text.length)));
  if (tokens.length > maxTokens) return { tokens: tokens.slice(0, maxTokens), stopReason: 'max_tokens' };
  return { tokens, stopReason: stops.length > 0 ? 'stop_sequence' : 'end_turn' };
}
