import { around } from '../around.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { FailureKind } from '../chat/failure.ts';
import type { RuntimeConfig } from '../models/names.ts';
import type { Question, Wrapper } from '../source.ts';
import { sessionOf } from './ask/session.ts';
import type { Asking, RuntimeAnswer } from './ask-runtime.ts';

/** How long a session may take to be stopped, when the client has its answer: less than whatever settles then has (time/keep-pace.ts). */
const stoppingMs = 900;

/**
 * An answer in a session, which is stopped when nobody wants it any more: a client that leaves does not stop an agent on AgentCore, which goes
 * on, and costs, for minutes. What asks and reads is loaded with the first question.
 */
export function inSession(
  question: Question,
  runtime: RuntimeConfig,
  asking: Asking,
  limit: Wrapper,
): AsyncIterable<ChatEvent> {
  const session = sessionOf(question, runtime);
  let opened: RuntimeAnswer | undefined;
  let isWhole = false;
  let failed: FailureKind | undefined;

  async function* ask(asked: Question): AsyncGenerator<ChatEvent> {
    const { openAnswer } = await import('./ask-runtime.ts');
    opened = openAnswer(runtime, session, asking);
    yield* opened.ask(asked);
  }

  return around(limit(ask)(question), {
    see(event) {
      isWhole ||= event.type === 'message-stop';
      if (event.type === 'failure') failed = event.failure.kind;
      return event;
    },
    async after() {
      // What broke off may have been stopped by another question of its conversation, whose session goes on.
      if (session.isKept && (isWhole || failed === 'disconnected' || failed === 'truncated')) return;
      await opened?.stop(AbortSignal.timeout(stoppingMs)).catch(() => question.note({ isSessionLeft: true }));
    },
  });
}
