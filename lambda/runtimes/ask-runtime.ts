import { randomUUID } from 'node:crypto';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { RuntimeConfig } from '../models/names.ts';
import type { Question } from '../source.ts';
import { openAgentCore } from './ask/agent-core.ts';
import { refusalOf } from './ask/refuse.ts';
import type { Session } from './ask/session.ts';
import { AgentCoreError, mayHaveBegun, toFailure } from './ask/to-failure.ts';
import { toRequest, toStopRequest } from './ask/to-request.ts';
import { readAnswer } from './read/read-answer.ts';
import { createTelling } from './tell.ts';

export interface Asking {
  readonly client: BedrockRuntimeClient;
  /** In place of AWS's own. */
  readonly endpoint: string | undefined;
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

  return {
    async *ask(question) {
      const { model, signal } = question;
      try {
        const refused = refusalOf(question);
        if (refused) throw refused;
        mayRun = true;
        const answer = await call(toRequest(question, runtime, session), signal);
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
        const { body } = await call(toStopRequest(runtime, session, randomUUID()), signal);
        body.resume();
      } catch (error) {
        // It is over already.
        if (!(error instanceof AgentCoreError && error.status === 404)) throw error;
      }
    },
  };
}
