import { around, close } from '../around.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import { Failure, type FailureKind } from '../chat/failure.ts';
import { type Model, resolveModel } from '../models/resolve-model.ts';
import type { Names } from '../models/names.ts';
import type { Question, Source } from '../source.ts';
import { restList } from './rest-list.ts';

/** What asks the models, once or, for the last one, with retries. */
interface Asking {
  readonly once: Source;
  readonly withRetries: Source;
  /** Whether a model's family takes what is asked. */
  readonly canTake: (question: Question) => boolean;
}

type Config = Names & { readonly fallbackAfterMs?: number };

/**
 * Another model, or the same in another region, answers when the one that was asked for can't: it is throttled,
 * overloaded, out of reach or broken before its first event, or silent for too long. Never after the first event, since a
 * client has it; never for what the request itself got wrong.
 */
export function fallback({ once, withRetries, canTake }: Asking, config: Config): Source {
  const rest = restList();

  /**
   * Who may answer, best first: the one that is asked for, then those of its fallbacks that take the request. What the one
   * that is asked for does not take is wrong, whoever else would: or the same request would pass now and then.
   */
  function candidatesFor(question: Question): readonly Model[] {
    if (!canTake(question)) return [question.model];
    const fallbacks = question.model.fallbacks.map((alias) => resolveModel(alias, config));
    return rest.last([question.model, ...fallbacks.filter((model) => canTake({ ...question, model }))]);
  }

  return (question) => {
    if (question.model.fallbacks.length === 0) return withRetries(question);
    let servedBy: string | undefined;
    const choose = async (): Promise<AsyncIterable<ChatEvent>> => {
      const candidates = candidatesFor(question);
      for (const model of candidates.slice(0, -1)) {
        servedBy = model.alias;
        const answer = await firstOf(once, { ...question, model }, config.fallbackAfterMs);
        if (question.signal.aborted || !isPassing(answer.first)) return resume(answer);
        rest.add(model);
        // Not awaited: what it still has to close is nobody's time.
        void close(answer.rest).catch(() => undefined);
      }
      const [last = question.model] = candidates.slice(-1);
      servedBy = last.alias;
      return withRetries({ ...question, model: last });
    };
    return around(choose, {
      see: (event) => (event.type === 'message-start' && servedBy !== undefined ? { ...event, servedBy } : event),
    });
  };
}

/** Failures that another model, or another region, may not have. */
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

function isPassing(first: IteratorResult<ChatEvent>): boolean {
  return first.done === true || (first.value.type === 'failure' && passing.has(first.value.failure.kind));
}

/** An answer whose first event is there. */
interface Begun {
  readonly first: IteratorResult<ChatEvent>;
  readonly rest: AsyncIterableIterator<ChatEvent>;
}

/** Asks, and gives up a model that is silent for longer than `limitMs`. */
async function firstOf(source: Source, question: Question, limitMs: number | undefined): Promise<Begun> {
  const own = new AbortController();
  const signal = AbortSignal.any([question.signal, own.signal]);
  const iterator = source({ ...question, signal })[Symbol.asyncIterator]();
  const rest = { [Symbol.asyncIterator]: () => rest, next: () => iterator.next(), return: () => end(iterator) };
  if (limitMs === undefined) return { first: await rest.next(), rest };
  const silent = Promise.withResolvers<IteratorResult<ChatEvent>>();
  const timer = setTimeout(() => {
    const failure = new Failure('stalled', `the model sent nothing for ${limitMs / 1000} s`);
    silent.resolve({ done: false, value: { type: 'failure', failure } });
    own.abort(failure);
  }, limitMs);
  const first = await Promise.race([rest.next(), silent.promise]).finally(() => clearTimeout(timer));
  return { first, rest };
}

async function end(iterator: AsyncIterator<ChatEvent>): Promise<IteratorResult<ChatEvent>> {
  return (await iterator.return?.()) ?? { done: true, value: undefined };
}

/** The whole answer again, its first event included. */
function resume({ first, rest }: Begun): AsyncIterableIterator<ChatEvent> {
  let taken: IteratorResult<ChatEvent> | undefined = first;
  const answer = {
    [Symbol.asyncIterator]: () => answer,
    next(): Promise<IteratorResult<ChatEvent>> {
      if (taken === undefined) return rest.next();
      const result = taken;
      taken = undefined;
      return Promise.resolve(result);
    },
    return: () => end(rest),
  };
  return answer;
}
