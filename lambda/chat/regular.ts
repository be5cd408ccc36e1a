import type { ConverseStreamOutput, TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import type { ChatEvent } from './chat-event.ts';
import { Failure } from './failure.ts';
import { toUsage } from './to-usage.ts';
import { trackBlocks } from './track-blocks.ts';

/**
 * Bedrock's events as a regular `ChatEvent` sequence (see chat-event.ts). It repairs, once and for every encoder, what
 * real streams do: text, reasoning and citation blocks without a start (18 of 18 recordings), usage after the stop
 * reason, characters split between two deltas, unknown events. Blocks are renumbered in order of appearance, one open
 * at a time.
 *
 * The end is told once both the stop reason and the usage are there; the source is then read to its close, so that its
 * connection can be used again. Throws what `source` throws, unless the stop reason has come: then the answer is
 * whole, and at most its usage is lost.
 */
export async function* regular(source: AsyncIterable<ConverseStreamOutput>): AsyncGenerator<ChatEvent> {
  const blocks = trackBlocks();
  let hasStarted = false;
  let stopReason: string | undefined;
  let usage: TokenUsage | undefined;
  let isOver = false;
  try {
    for await (const event of source) {
      if (!hasStarted) yield { type: 'message-start' };
      hasStarted = true;
      usage ??= event.metadata?.usage;
      if (stopReason === undefined) {
        yield* blocks.read(event);
        stopReason = toStopReason(event);
      }
      if (stopReason === undefined || !usage || isOver) continue;
      isOver = true;
      yield* end(stopReason, usage);
    }
  } catch (error) {
    if (stopReason === undefined) throw error;
  }
  if (stopReason === undefined) {
    throw new Failure('truncated', 'the answer broke off: the model ended its stream without a stop reason');
  }
  if (!isOver) yield* end(stopReason, usage);
}

function toStopReason({ messageStop }: ConverseStreamOutput): string | undefined {
  return messageStop && (messageStop.stopReason ?? 'unknown');
}

function* end(stopReason: string, usage: TokenUsage | undefined): Generator<ChatEvent> {
  if (usage) yield { type: 'usage', usage: toUsage(usage) };
  yield { type: 'message-stop', stopReason };
}
