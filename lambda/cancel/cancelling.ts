import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { around } from '../around.ts';
import { begin, resume } from '../begun.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import { Failure } from '../chat/failure.ts';
import type { Wrapper } from '../source.ts';
import type { RunningRequests } from './running.ts';

/** How often a running answer asks whether it is cancelled: an answer ends about a second after that. */
const pollMs = 900;

/**
 * Lets callers end their requests, and what they cost: Lambda is never told that a client has left. What a request is
 * cancelled by is written beside the question to the model, and before the first event goes on, with which the client
 * learns the request's id.
 */
export function cancelling(running: RunningRequests): Wrapper {
  return (inner) => (question) => {
    const { caller, id, askedMs, model, chatId, note } = question;
    const own = new AbortController();
    const signal = AbortSignal.any([question.signal, own.signal]);
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    let written: Promise<void> | undefined;
    // A request's own id may be its client's choice, and another request's, too.
    const run = randomBytes(9).toString('base64url');

    async function write(): Promise<void> {
      // The question to the model goes first: the client waits for its answer.
      await setImmediate();
      try {
        await running.start(caller.id, { id, model: model.alias, startedMs: askedMs }, run, chatId);
      } catch {
        // Its answer is worth more than its cancel.
        note({ isUncancellable: true });
      }
      // Also then: it may have been written all the same.
      waitForCancel();
    }

    function waitForCancel(): void {
      if (!isOver) timer = setTimeout(() => void look(), pollMs);
    }

    async function look(): Promise<void> {
      // Who can't be asked now is asked again.
      const isCancelled = await running.isCancelled(caller.id, id).catch(() => false);
      if (isCancelled) own.abort(cancelled());
      else waitForCancel();
    }

    async function ask(): Promise<AsyncIterable<ChatEvent>> {
      written = write();
      const [begun] = await Promise.all([begin(inner, { ...question, signal }), written]);
      return resume(begun);
    }

    return around(ask, {
      async after() {
        isOver = true;
        clearTimeout(timer);
        if (!written) return;
        await written;
        // Else it is over when its time is.
        await running.finish(caller.id, id, run).catch(() => undefined);
      },
    });
  };
}

function cancelled(): Failure {
  return new Failure('cancelled', 'the request was cancelled, so the answer is incomplete');
}
