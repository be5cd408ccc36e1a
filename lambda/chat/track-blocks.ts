import type {
  CitationsDelta,
  ContentBlockDelta,
  ContentBlockStart,
  ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import type { Block, ChatEvent, Citation } from './chat-event.ts';
import { Failure } from './failure.ts';
import { joinSurrogates } from './surrogates.ts';

/** The one open block: where Bedrock counts it, where we do, and half a character that waits for its other half. */
interface OpenBlock {
  readonly sourceIndex: number;
  readonly index: number;
  readonly kind: Block['kind'];
  pending: string;
}

/** Reads Bedrock's block events as events of regular blocks. */
export function trackBlocks() {
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

  function* start(sourceIndex: number, { toolUse }: ContentBlockStart): Generator<ChatEvent> {
    if (!toolUse) return;
    yield* begin(sourceIndex, { kind: 'tool-use', id: toolUse.toolUseId ?? '', name: toolUse.name ?? '' });
  }

  function* proceed(sourceIndex: number, delta: ContentBlockDelta): Generator<ChatEvent> {
    if (delta.text !== undefined) {
      yield* text(yield* reach(sourceIndex, 'text'), 'text-delta', delta.text);
    } else if (delta.reasoningContent) {
      const block = yield* reach(sourceIndex, 'reasoning');
      const { text: thought, signature, redactedContent } = delta.reasoningContent;
      if (thought !== undefined) yield* text(block, 'reasoning-delta', thought);
      if (signature !== undefined) yield { type: 'reasoning-signature', index: block.index, signature };
      if (redactedContent) yield { type: 'reasoning-redacted', index: block.index, data: redactedContent };
    } else if (delta.citation) {
      const { index } = yield* reach(sourceIndex, 'text');
      yield { type: 'citation', index, citation: toCitation(delta.citation) };
    } else if (delta.toolUse) {
      if (open?.kind !== 'tool-use' || open.sourceIndex !== sourceIndex) {
        throw new Failure('unreadable', 'the answer broke off: the model sent tool input without naming the tool');
      }
      yield { type: 'tool-use-delta', index: open.index, json: delta.toolUse.input ?? '' };
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

function toCitation({ title, source, sourceContent = [] }: CitationsDelta): Citation {
  const quotes = sourceContent.flatMap((piece) => piece.text ?? []);
  return { quotes, ...(title !== undefined && { title }), ...(source !== undefined && { source }) };
}
