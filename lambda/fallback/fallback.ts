import { around, close } from '../around.ts';
import { begin, failureOf, resume } from '../begun.ts';
import type { ChatEvent, Told } from '../chat/chat-event.ts';
import { incomplete } from '../chat/cut-short.ts';
import { Failure, type FailureKind } from '../chat/failure.ts';
import { type Model, resolveModel } from '../models/resolve-model.ts';
import type { Names } from '../models/names.ts';
import type { Question, Source } from '../source.ts';
import { restList } from './rest-list.ts';

/** What asks the models, once or, for the last one, with retries. */
interface Asking {
  readonly once: Source;
  readonly withRetries: Source;
  /** Whether a model's family accepts the request. */
  readonly canTake: (question: Question) => boolean;
}

type Config = Names & { readonly fallbackAfterMs?: number };

/**
 * Another model, or the same in another region, answers when the requested one can't: it is throttled, overloaded, out of
 * reach or broken before its first event, or silent for too long. Never after the first event, since a client has it; never
 * for what the request itself got wrong. When no other model answers either, the requested model's own failure is reported.
 */
export function fallback({ once, withRetries, canTake }: Asking, config: Config): Source {
  const resting = restList();

  /**
   * Who may answer, best first: the requested model, then those of its fallbacks that accept the request. A request that
   * the requested model does not accept is refused, even if a fallback would accept it: otherwise the same request would
   * succeed only sometimes.
   */
  function candidatesFor(question: Question): readonly Model[] {
    if (!canTake(question)) return [question.model];
    const fallbacks = question.model.fallbacks.map((alias) => resolveModel(alias, config));
    return resting.last([question.model, ...fallbacks.filter((model) => canTake({ ...question, model }))]);
  }

  return (question) => {
    if (question.model.fallbacks.length === 0) return withRetries(question);
    /** What the start tells of it. */
    let told: Told = {};
    const choose = async (): Promise<AsyncIterable<ChatEvent>> => {
      const candidates = candidatesFor(question);
      const passedOver: string[] = [];
      let ownFailure = incomplete();
      for (const model of candidates) {
        const isLast = passedOver.length === candidates.length - 1;
        const limitMs = isLast ? undefined : config.fallbackAfterMs;
        const begun = await begin(isLast ? withRetries : once, { ...question, model }, limitMs);
        const failure = failureOf(begun);
        const isRequested = model.alias === question.model.alias;
        told = { servedBy: model.alias, passedOver };
        if (!failure || question.signal.aborted || (isRequested && !passing.has(failure.kind))) return resume(begun);
        // Not awaited: the client need not wait for its closing.
        void close(begun.events).catch(() => undefined);
        if (passing.has(failure.kind)) resting.add(model);
        if (isRequested) ownFailure = failure;
        passedOver.push(`${model.alias}: ${failure.kind}`);
      }
      return fail(ownFailure, passedOver);
    };
    return around(choose, { see: (event) => (event.type === 'message-start' ? { ...event, ...told } : event) });
  };
}

/** What may pass, or be another's in another region or of another model. All other failures are the request's or the deployment's. */
const passing: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'throttled',
  'overloaded',
  'model-error',
  'model-timeout',
  'unreadable',
  'disconnected',
  'truncated',
  'stalled',
]);

/** An answer that is this failure, and tells the log who else was asked. */
async function* fail({ kind, message, details }: Failure, passedOver: readonly string[]): AsyncGenerator<ChatEvent> {
  yield { type: 'failure', failure: new Failure(kind, message, { ...details, passedOver }) };
}
