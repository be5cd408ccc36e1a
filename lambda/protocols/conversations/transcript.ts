import type { TextContent } from '../../chat/content.ts';
import type { FoundTurn } from '../../conversations/turns/found-turn.ts';
import { toJson } from '../../read/to-json.ts';
import { stopReasons } from '../native/events.ts';
import { toNativeUsage } from '../native/usage.ts';
import { toTime } from './list.ts';
import { toAsked } from './to-asked.ts';
import { type End, writeAnswer } from './write-answer.ts';

/** About how much is written at once. */
const chunkCharacters = 16_000;

/**
 * A conversation as NDJSON, a turn a line. It is read as it is written, and a line in pieces, so that memory stays the same however long a
 * conversation or an answer is.
 */
export async function* toTranscript(
  turns: AsyncIterable<FoundTurn>,
  system: readonly TextContent[],
): AsyncGenerator<string> {
  let chunk = '';
  // The system prompt is the conversation's: its first line has it.
  let more: object = system.length === 0 ? {} : { system: system.map(({ text }) => text).join('\n') };
  for await (const found of turns) {
    for await (const piece of writeLine(found, more)) {
      chunk += piece;
      if (chunk.length < chunkCharacters) continue;
      yield chunk;
      chunk = '';
    }
    more = {};
  }
  if (chunk !== '') yield chunk;
}

async function* writeLine(found: FoundTurn, more: object): AsyncGenerator<string> {
  const { turn, status } = found;
  const { turns } = await found.question();
  const head = {
    turn: turn.id,
    parent: turn.parent ?? null,
    status,
    createdAt: toTime(turn.startedMs),
    ...(turn.endedMs !== undefined && { endedAt: toTime(turn.endedMs) }),
    model: turn.model,
    requestId: turn.requestId,
    ...more,
    question: turns.map(toAsked),
  };
  yield `${toJson(head).slice(0, -1)},"answer":[`;
  // What a guardrail took back is not told again.
  const end = yield* writeAnswer(found.soFar(), { isTakenBack: status === 'blocked' && !turn.isAnswered });
  yield `]${Object.entries(toEnd(end))
    .map(([name, value]) => `,"${name}":${toJson(value)}`)
    .join('')}}\n`;
}

/** How it ended, in the words of the native protocol. */
function toEnd({ stop, failure, usage }: End): object {
  return {
    ...(stop && { stopReason: stopReasons[stop.kind] }),
    ...(stop?.guardrail && { guardrail: stop.guardrail }),
    ...(failure && { error: { kind: failure.kind, message: failure.message, retryable: failure.isRetryable } }),
    ...(usage && { usage: toNativeUsage(usage) }),
  };
}
