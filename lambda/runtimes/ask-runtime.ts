import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bedrock } from '../bedrock/client.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { RuntimeConfig } from '../models/names.ts';
import { ServiceError } from '../service-error.ts';
import type { Question } from '../source.ts';
import { openAgentCore } from './ask/agent-core.ts';
import { refusalOf } from './ask/refuse.ts';
import type { Session } from './ask/session.ts';
import { mayHaveBegun, toFailure } from './ask/to-failure.ts';
import { toRequest, toStopRequest } from './ask/to-request.ts';
import { readAnswer } from './read/read-answer.ts';
import { createTelling } from './tell.ts';

export interface Asking {
  readonly client: Bedrock['client'];
  /** In place of AWS's own. */
  readonly endpoint: string | undefined;
}

/** How long a session takes to be there, at least. */
const beingMadeMs = 300;

function isGone(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 404;
}

/** One answer of an agent that runs on AgentCore. */
export interface RuntimeAnswer {
  /**
   * As one normalized sequence. One that ends without a last event is not known to be whole: whoever waits for that event says so. Never throws.
   */
  readonly ask: (question: Question) => AsyncGenerator<ChatEvent>;
  /** Ends what runs in the session, if anything may. Rejects if that can't be told. */
  readonly stop: (signal: AbortSignal) => Promise<void>;
}

export function openAnswer(runtime: RuntimeConfig, session: Session, { client, endpoint }: Asking): RuntimeAnswer {
  const call = openAgentCore(client, runtime, endpoint);
  let mayRun = false;
  let hasAnswered = false;

  async function stop(signal: AbortSignal): Promise<void> {
    const { body } = await call(toStopRequest(runtime, session, randomUUID()), signal);
    body.resume();
  }

  return {
    async *ask(question) {
      const { model, signal } = question;
      try {
        const refused = refusalOf(question);
        if (refused) throw refused;
        mayRun = true;
        const answer = await call(toRequest(question, runtime, session), signal);
        hasAnswered = true;
        const telling = createTelling(model.alias, runtime.shows);
        for await (const said of readAnswer(answer)) yield* telling.tell(said);
        yield* telling.end();
      } catch (error) {
        mayRun &&= mayHaveBegun(error);
        yield { type: 'failure', failure: toFailure(error) };
      }
    },

    async stop(signal) {
      if (!mayRun) return;
      try {
        await stop(signal);
      } catch (error) {
        if (!isGone(error)) throw error;
        // It is over already; or one that was left before it answered is still being made.
        if (hasAnswered) return;
        await sleep(beingMadeMs, undefined, { signal });
        await stop(signal);
      }
    },
  };
}
