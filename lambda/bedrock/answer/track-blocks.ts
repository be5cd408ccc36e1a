import type { ContentBlockDelta, ContentBlockStart, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Block, ChatEvent } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import { readDocument } from './read-document.ts';
import { joinSurrogates } from './surrogates.ts';
import { toCitation } from './to-citation.ts';

/**
 * The one open block: where Bedrock counts it, where we do, half a character that waits for its other half, and what
 * proves a thought or stands for it, which is reported once and complete.
 */
interface OpenBlock {
  readonly sourceIndex: number;
  readonly index: number;
  readonly kind: Block['kind'];
  pending: string;
  signature: string;
  readonly redacted: Uint8Array[];
}

/** Kinds of blocks that come in pieces of text, and what a piece is. */
const pieces = {
  text: (index: number, text: string): ChatEvent => ({ type: 'text-delta', index, text }),
  reasoning: (index: number, text: string): ChatEvent => ({ type: 'reasoning-delta', index, text }),
  'tool-use': (index: number, json: string): ChatEvent => ({ type: 'tool-use-delta', index, json }),
  'server-tool-use': (index: number, json: string): ChatEvent => ({ type: 'server-tool-delta', index, json }),
} as const satisfies Partial<Record<Block['kind'], unknown>>;

/** Tools have a start of their own; text and thoughts begin with their first delta. */
function isAnnounced({ kind }: OpenBlock): boolean {
  return kind !== 'text' && kind !== 'reasoning';
}

/** Reads Bedrock's block events as events of normalized blocks. */
export function trackBlocks() {
  let open: OpenBlock | undefined;
  let count = 0;

  function* begin(sourceIndex: number, block: Block): Generator<ChatEvent, OpenBlock> {
    yield* stop();
    open = { sourceIndex, index: count++, kind: block.kind, pending: '', signature: '', redacted: [] };
    yield { type: 'block-start', index: open.index, block };
    return open;
  }

  /** The open block if the delta belongs to it; else a new one, which Bedrock did not announce. */
  function* reach(sourceIndex: number, kind: 'text' | 'reasoning'): Generator<ChatEvent, OpenBlock> {
    if (open?.sourceIndex === sourceIndex && open.kind === kind) return open;
    if (open?.sourceIndex === sourceIndex && isAnnounced(open)) {
      throw new Failure('unreadable', 'the answer is incomplete: the model wrote text into a tool call. Try again');
    }
    return yield* begin(sourceIndex, { kind });
  }

  /** The open block, for deltas that only an announced one can have. */
  function announced(sourceIndex: number): OpenBlock {
    if (open?.sourceIndex === sourceIndex && isAnnounced(open)) return open;
    throw new Failure(
      'unreadable',
      'the answer is incomplete: the model sent input for a tool that it had not named. Try again',
    );
  }

  function* add(block: OpenBlock, delta: string): Generator<ChatEvent> {
    const joined = joinSurrogates(block.pending, delta);
    block.pending = joined.pending;
    if (joined.text !== '') yield* piece(block, joined.text);
  }

  function* piece({ kind, index }: OpenBlock, text: string): Generator<ChatEvent> {
    if (kind !== 'server-tool-result') yield pieces[kind](index, text);
  }

  function* stop(): Generator<ChatEvent> {
    if (!open) return;
    const block = open;
    open = undefined;
    const { index, pending, signature, redacted } = block;
    if (pending !== '') yield* piece(block, pending.toWellFormed());
    if (signature !== '') yield { type: 'reasoning-signature', index, signature };
    if (redacted.length > 0) yield { type: 'reasoning-redacted', index, data: Buffer.concat(redacted) };
    yield { type: 'block-stop', index };
  }

  function* start(sourceIndex: number, { toolUse, toolResult }: ContentBlockStart): Generator<ChatEvent> {
    if (toolUse) {
      const kind = toolUse.type === 'server_tool_use' ? 'server-tool-use' : 'tool-use';
      yield* begin(sourceIndex, { kind, id: toolUse.toolUseId ?? '', name: toolUse.name ?? '' });
    } else if (toolResult) {
      const { toolUseId: id = '', status } = toolResult;
      yield* begin(sourceIndex, { kind: 'server-tool-result', id, isError: status === 'error' });
    }
  }

  function* proceed(sourceIndex: number, delta: ContentBlockDelta): Generator<ChatEvent> {
    if (delta.text !== undefined) {
      yield* add(yield* reach(sourceIndex, 'text'), delta.text);
    } else if (delta.reasoningContent) {
      const block = yield* reach(sourceIndex, 'reasoning');
      const { text: thought, signature, redactedContent } = delta.reasoningContent;
      if (thought !== undefined) yield* add(block, thought);
      if (signature !== undefined) block.signature += signature;
      if (redactedContent) block.redacted.push(redactedContent);
    } else if (delta.citation) {
      const { index } = yield* reach(sourceIndex, 'text');
      yield { type: 'citation', index, citation: toCitation(delta.citation) };
    } else if (delta.toolUse) {
      yield* add(announced(sourceIndex), delta.toolUse.input ?? '');
    } else if (delta.toolResult) {
      const parts = delta.toolResult.map(({ text, json }) => text ?? readDocument(json));
      yield { type: 'server-tool-result', index: announced(sourceIndex).index, parts };
    }
  }

  return {
    *read({
      contentBlockStart,
      contentBlockDelta,
      contentBlockStop,
      messageStop,
    }: ConverseStreamOutput): Generator<ChatEvent> {
      if (contentBlockDelta?.delta) {
        yield* proceed(contentBlockDelta.contentBlockIndex ?? 0, contentBlockDelta.delta);
      } else if (contentBlockStart?.start) {
        yield* start(contentBlockStart.contentBlockIndex ?? 0, contentBlockStart.start);
      } else if (contentBlockStop || messageStop) {
        yield* stop();
      }
    },
  };
}
