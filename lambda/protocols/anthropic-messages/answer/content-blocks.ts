import type { Call, ChatEvent } from '../../../chat/chat-event.ts';
import { toAnthropicCitation } from './citation.ts';
import { toRedacted, toToolUse } from './block.ts';
import type { BlockEvent, ContentBlock } from './wire.ts';

type BlockDelta = Extract<BlockEvent, { readonly type: 'content_block_delta' }>['delta'];

const text: ContentBlock = { type: 'text', text: '', citations: null };
const thinking: ContentBlock = { type: 'thinking', thinking: '', signature: '' };

/**
 * Anthropic's blocks for ours. A block starts with the first thing it holds, so that an empty one leaves no trace; a
 * redacted thought is a block of its own, which starts complete. Indexes count what was started. A call is sent when it
 * is ready, complete: clients run a tool as soon as its block is closed, whatever the answer stops for (@ai-sdk/anthropic).
 * Tools that Bedrock runs itself have no block here: a client could take one for its own to run.
 */
export function trackContentBlocks() {
  let open: ContentBlock['type'] | undefined;
  let index = -1;
  let hasText = false;
  let isCited = false;

  function* start(block: ContentBlock): Generator<BlockEvent> {
    if (open === block.type && open !== 'redacted_thinking') return;
    yield* stop();
    open = block.type;
    index += 1;
    yield { type: 'content_block_start', index, content_block: block };
  }
  function* stop(): Generator<BlockEvent> {
    if (open !== undefined) yield { type: 'content_block_stop', index };
    open = undefined;
    hasText = false;
    isCited = false;
  }
  function* add(block: ContentBlock, delta: BlockDelta): Generator<BlockEvent> {
    yield* start(block);
    yield { type: 'content_block_delta', index, delta };
  }
  function* call(made: Call): Generator<BlockEvent> {
    yield* stop();
    yield* add(toToolUse(made, {}), { type: 'input_json_delta', partial_json: made.json });
    yield* stop();
  }

  return function* read(event: ChatEvent): Generator<BlockEvent> {
    switch (event.type) {
      case 'call':
        yield* call(event.call);
        break;
      case 'text-delta':
        // The citations of a block are those of all its words.
        if (isCited) yield* stop();
        yield* add(text, { type: 'text_delta', text: event.text });
        hasText = true;
        break;
      case 'citation': {
        const citation = toAnthropicCitation(event.citation);
        if (citation) yield* add(text, { type: 'citations_delta', citation });
        // One that comes first is of the words behind it.
        isCited = hasText;
        break;
      }
      case 'reasoning-delta':
        yield* add(thinking, { type: 'thinking_delta', thinking: event.text });
        break;
      case 'reasoning-signature':
        yield* add(thinking, { type: 'signature_delta', signature: event.signature });
        break;
      case 'reasoning-redacted':
        yield* start(toRedacted(event.data));
        break;
      case 'block-stop':
        yield* stop();
        break;
      case 'block-start':
      case 'tool-use-delta':
      case 'server-tool-delta':
      case 'server-tool-result':
      case 'message-start':
      case 'sources':
      case 'silence':
      case 'usage':
      case 'message-stop':
      case 'failure':
    }
  };
}
