import type { Failure } from '../../chat/failure.ts';
import type { KnowledgeConfig } from '../../models/knowledge.ts';
import type { Question } from '../../source.ts';
import type { Host } from '../host.ts';
import { checkPassages } from './check-passages.ts';
import type { Passage } from './passage.ts';
import { retrieve } from './retrieve.ts';
import { toFailure, tookTooLong } from './to-failure.ts';

/** What came of a search. */
export interface Searched {
  readonly passages: readonly Passage[];
  /** Why there are none, where the documents could not be searched and the settings say to answer all the same. */
  readonly failure?: Failure;
}

/** How long all attempts may take, the guardrail's included. */
const limitMs = 10_000;

/** The passages that the model may be shown. Rejects with the `Failure` of a question that is refused for it. */
export async function search(
  query: string,
  knowledge: KnowledgeConfig,
  { caller, signal }: Pick<Question, 'caller' | 'signal'>,
  { calls, guardrail }: Pick<Host, 'calls' | 'guardrail'>,
): Promise<Searched> {
  if (query === '') return { passages: [] };
  const time = AbortSignal.timeout(limitMs);
  const either = AbortSignal.any([signal, time]);
  try {
    const { retrieving, guarding } = calls(knowledge);
    const passages = await retrieve(retrieving, knowledge, { query, caller, signal: either });
    return { passages: guardrail ? await checkPassages(guarding, guardrail, passages, either) : passages };
  } catch (error) {
    // Who aborted it says why.
    if (signal.aborted) throw signal.reason;
    const failure = time.aborted ? tookTooLong() : toFailure(error);
    if (knowledge.whenUnavailable === 'refuse') throw failure;
    return { passages: [], failure };
  }
}
