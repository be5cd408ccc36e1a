import type { ConverseStreamMetadataEvent, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { ChatEvent } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import type { Stop } from '../../chat/stop.ts';
import { within } from '../../time/within.ts';
import { toStop } from './to-stop.ts';
import { toUsage } from './to-usage.ts';
import { trackBlocks } from './track-blocks.ts';
import { trackCalls } from './track-calls.ts';

/** How long the usage may come after the stop reason: with Bedrock they come together. */
const usageMs = 2_000;
const over = { done: true, value: undefined } as const;

/** Adds to a stop what a guardrail’s trace tells; undefined where Bedrock sent none. */
export type ReadTrace = (stop: Stop, trace: unknown) => Stop;

/**
 * Bedrock's events as a normalized `ChatEvent` sequence (see chat-event.ts). It repairs, once and for every encoder, what
 * real streams do: text, reasoning and citation blocks without a start (18 of 18 recordings), usage after the stop
 * reason, characters split between two deltas, unknown events. Blocks are renumbered in order of appearance, one open
 * at a time.
 *
 * The end is reported when both the stop reason and the usage are there, or two seconds after the stop reason; the source is
 * then read to its close, so that its connection can be used again. Throws what `source` throws, unless the stop reason
 * has come: then the answer is whole, and at most its usage is lost. `isSerial`: the answer may call one tool at most.
 * `readTrace`: only where there is a guardrail.
 */
export async function* normalize(
  source: AsyncIterable<ConverseStreamOutput>,
  model: string,
  isSerial = false,
  readTrace: ReadTrace = (stop) => stop,
): AsyncGenerator<ChatEvent> {
  const reader = source[Symbol.asyncIterator]();
  const blocks = trackBlocks();
  const calls = trackCalls(isSerial);
  let hasStarted = false;
  let reason: string | undefined;
  let metadata: ConverseStreamMetadataEvent | undefined;
  let isOver = false;
  const end = (): ChatEvent[] => {
    const usage = metadata?.usage && toUsage(metadata.usage);
    const counted: ChatEvent[] = usage ? [{ type: 'usage', model, usage }] : [];
    return toEnd(reason, counted, calls, (stop) => readTrace(stop, metadata?.trace?.guardrail));
  };
  const next = () =>
    reason === undefined ? reader.next() : within(usageMs, reader.next()).then((read) => read ?? over);
  try {
    for (let read = await next(); !read.done; read = await next()) {
      if (!hasStarted) yield { type: 'message-start' };
      hasStarted = true;
      if (isOver) continue;
      if (reason !== undefined) checkEnd(read.value);
      for (const event of blocks.read(read.value)) {
        calls.see(event);
        yield event;
      }
      reason ??= toReason(read.value);
      metadata = read.value.metadata ?? metadata;
      if (reason === undefined || !metadata?.usage) continue;
      isOver = true;
      yield* end();
    }
  } catch (error) {
    if (reason === undefined || error instanceof Failure) throw error;
  } finally {
    // Not awaited: a source that waits for Bedrock returns only when that wait has ended.
    reader.return?.(undefined)?.catch(() => undefined);
  }
  if (!isOver) yield* end();
}

function toReason({ messageStop }: ConverseStreamOutput): string | undefined {
  return messageStop && (messageStop.stopReason ?? 'unknown');
}

/** A model that has stopped must send nothing more. */
function checkEnd({ contentBlockStart, contentBlockDelta }: ConverseStreamOutput): void {
  if (contentBlockStart || contentBlockDelta) {
    throw new Failure('unreadable', 'the answer could not be read: the model went on after it had stopped. Try again');
  }
}

function toEnd(
  reason: string | undefined,
  counted: ChatEvent[],
  calls: ReturnType<typeof trackCalls>,
  withTrace: (stop: Stop) => Stop,
): ChatEvent[] {
  if (reason === undefined) {
    const message = 'the answer is incomplete: the model ended its stream without a stop reason. Try again';
    return [{ type: 'failure', failure: new Failure('truncated', message) }];
  }
  const stop = toStop(reason);
  const ended = stop instanceof Failure ? stop : calls.end(stop);
  if (ended instanceof Failure) return [...counted, { type: 'failure', failure: ended }];
  const ready = ended.calls.map((call): ChatEvent => ({ type: 'call', call }));
  return [...ready, ...counted, { type: 'message-stop', stop: withTrace(ended.stop) }];
}
