import type {
  ContentBlockDelta,
  ContentBlockStart,
  ConverseStreamMetadataEvent,
  ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import type { Block, ChatEvent } from './chat-event.ts';
import { Failure } from './failure.ts';
import { joinSurrogates } from './surrogates.ts';
import { toUsage } from './to-usage.ts';

/**
 * Bedrock's events as a regular `ChatEvent` sequence (see chat-event.ts). It repairs, once and for every encoder, what
 * real streams do: text, reasoning and citation blocks without a start (18 of 18 recordings), usage after the stop
 * reason, characters split between two deltas, unknown events. Blocks are renumbered in order of appearance, one open
 * at a time.
 *
 * Throws what `source` throws, unless the stop reason has come: then the answer is whole and only its usage is lost.
 */
export async function* regular(source: AsyncIterable<ConverseStreamOutput>): AsyncGenerator<ChatEvent> {
  const blocks = trackBlocks();
  let stopReason: string | undefined;
  let metadata: ConverseStreamMetadataEvent | undefined;
  let hasStarted = false;
  try {
    for await (const event of source) {
      if (!hasStarted) yield { type: 'message-start' };
      hasStarted = true;
      if (event.metadata) metadata = event.metadata;
      if (stopReason !== undefined) continue;
      if (event.contentBlockDelta?.delta) {
        yield* blocks.continue(event.contentBlockDelta.contentBlockIndex ?? 0, event.contentBlockDelta.delta);
      } else if (event.contentBlockStart?.start) {
        yield* blocks.start(event.contentBlockStart.contentBlockIndex ?? 0, event.contentBlockStart.start);
      } else if (event.contentBlockStop) {
        yield* blocks.stop();
      } else if (event.messageStop) {
        yield* blocks.stop();
        stopReason = event.messageStop.stopReason ?? 'unknown';
      }
    }
  } catch (error) {
    if (stopReason === undefined) throw error;
  }
  if (stopReason === undefined) {
    throw new Failure('truncated', 'the answer broke off: the model ended its stream without a stop reason');
  }
  if (metadata?.usage) yield { type: 'usage', usage: toUsage(metadata.usage) };
  yield { type: 'message-stop', stopReason };
}

/** The one open block: where Bedrock counts it, where we do, and half a character that waits for its other half. */
interface OpenBlock {
  readonly sourceIndex: number;
  readonly index: number;
  readonly kind: Block['kind'];
  pending: string;
}

function trackBlocks() {
  let open: OpenBlock | undefined;
  let count = 0;

  function* begin(sourceIndex: number, block: Block): Generator<ChatEvent, OpenBlock> {
    yield* stop();
    open = { sourceIndex, index: count++, kind: block.kind, pending: '' };
    yield { type: 'block-start', index: open.index, block };
    return open;
  }

  /** The open block if the delta belongs to it; else a new one, which Bedrock did not announce. */
  function* reach(sourceIndex: number, kind: 'text' | 'reasoning'): Generator<ChatEvent, OpenBlock> {
    if (open?.sourceIndex === sourceIndex && open.kind === kind) return open;
    return yield* begin(sourceIndex, { kind });
  }

  function* text(block: OpenBlock, type: 'text-delta' | 'reasoning-delta', delta: string): Generator<ChatEvent> {
    const joined = joinSurrogates(block.pending, delta);
    block.pending = joined.pending;
    if (joined.text !== '') yield { type, index: block.index, text: joined.text };
  }

  function* stop(): Generator<ChatEvent> {
    if (!open) return;
    const { index, kind, pending } = open;
    open = undefined;
    if (pending !== '' && kind !== 'tool-use') {
      yield { type: kind === 'text' ? 'text-delta' : 'reasoning-delta', index, text: pending.toWellFormed() };
    }
    yield { type: 'block-stop', index };
  }

  return {
    stop,

    *start(sourceIndex: number, start: ContentBlockStart): Generator<ChatEvent> {
      if (!start.toolUse) return;
      const { toolUseId = '', name = '' } = start.toolUse;
      yield* begin(sourceIndex, { kind: 'tool-use', id: toolUseId, name });
    },

    *continue(sourceIndex: number, delta: ContentBlockDelta): Generator<ChatEvent> {
      if (delta.text !== undefined) {
        yield* text(yield* reach(sourceIndex, 'text'), 'text-delta', delta.text);
      } else if (delta.reasoningContent) {
        const block = yield* reach(sourceIndex, 'reasoning');
        const { text: thought, signature, redactedContent } = delta.reasoningContent;
        if (thought !== undefined) yield* text(block, 'reasoning-delta', thought);
        if (signature !== undefined) yield { type: 'reasoning-signature', index: block.index, signature };
        if (redactedContent) yield { type: 'reasoning-redacted', index: block.index, data: redactedContent };
      } else if (delta.citation) {
        const block = yield* reach(sourceIndex, 'text');
        const { title, source, sourceContent = [] } = delta.citation;
        const quotes = sourceContent.flatMap((piece) => piece.text ?? []);
        const citation = { quotes, ...(title !== undefined && { title }), ...(source !== undefined && { source }) };
        yield { type: 'citation', index: block.index, citation };
      } else if (delta.toolUse) {
        if (open?.kind !== 'tool-use' || open.sourceIndex !== sourceIndex) {
          throw new Failure('unreadable', 'the answer broke off: the model sent tool input without naming the tool');
        }
        yield { type: 'tool-use-delta', index: open.index, json: delta.toolUse.input ?? '' };
      }
    },
  };
}
