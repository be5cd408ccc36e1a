import type { FoundTurn } from '../conversations/turns/found-turn.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Reply } from '../http/respond.ts';
import type { Clock } from '../time/clock.ts';
import { keepPace, type Pace } from '../time/keep-pace.ts';
import type { AnswerContext, Format } from './protocol.ts';

/** What an encoder knows of an answer that was kept. */
export async function contextOf({
  place,
  turn,
  question,
}: FoundTurn): Promise<AnswerContext & { readonly echo?: string }> {
  const { told } = await question();
  const { freeTools = [], ...chat } = told.chat;
  return {
    incoming: { requestId: turn.requestId, epochMs: turn.startedMs },
    question: {
      chat: { ...chat, tools: freeTools.map((name) => ({ name, inputSchema: {}, isFreeText: true })) },
      model: { alias: turn.model },
    },
    turn: { conversation: place.conversation, id: place.turn },
    endedMs: turn.endedMs,
    ...(told.echo !== undefined && { echo: told.echo }),
  };
}

/** An answer that was kept, told again as it was told; while it runs, with the rest of it. It keeps the pace of every other. */
export async function tellAgain(
  found: FoundTurn,
  format: Format,
  {
    context,
    incoming,
    clock,
    pace,
  }: {
    readonly context: AnswerContext;
    readonly incoming: Incoming;
    readonly clock: Clock;
    readonly pace: Pace;
  },
): Promise<Reply> {
  const paced = keepPace(found.follow(clock.signal), clock, format.hasHeartbeat ? pace : {});
  if (!format.hasHeartbeat) clock.boundSilence();
  async function* write(): AsyncGenerator<string> {
    try {
      yield* format.encode(paced.events, context);
    } finally {
      await paced.close();
    }
  }
  const headers = { 'content-type': `${format.mediaType}; charset=utf-8`, ...format.headers?.(incoming) };
  return { status: 200, headers, body: write() };
}
