import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import { parseExactly } from '../../../read/exact-json.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { type BlockDelta, type StartedBlock, trackContentBlocks } from './content-blocks.ts';
import { requestIdHeader, toAnthropicUsage, toMessage } from './message.ts';
import { toStopFields } from './stop-reason.ts';

/** `stream: false`: one message when all is there. */
export const wholeFormat: Format = {
  name: 'whole',
  mediaType: 'application/json',
  headers: requestIdHeader,
  hasHeartbeat: false,
  encode: encodeMessage,
};

/** A block and all that was added to it. */
interface GatheredBlock {
  readonly block: StartedBlock;
  readonly deltas: BlockDelta[];
}

async function* encodeMessage(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  const readBlocks = trackContentBlocks();
  const gathered: GatheredBlock[] = [];
  let usage: Usage | undefined;
  for await (const event of events) {
    for (const said of readBlocks(event)) {
      if (said.type === 'content_block_start') gathered.push({ block: said.content_block, deltas: [] });
      if (said.type === 'content_block_delta') gathered.at(-1)?.deltas.push(said.delta);
    }
    if (event.type === 'usage') ({ usage } = event);
    if (event.type !== 'message-stop') continue;
    const stop = toStopFields(event.stop, context);
    const content = gathered.map(toContentBlock);
    yield JSON.stringify({ ...toMessage(context), content, ...stop, usage: toAnthropicUsage(usage) });
  }
}

function toContentBlock({ block, deltas }: GatheredBlock): object {
  switch (block.type) {
    case 'text': {
      const citations = deltas.flatMap((delta) => (delta.type === 'citations_delta' ? delta.citation : []));
      const text = deltas.map((delta) => (delta.type === 'text_delta' ? delta.text : '')).join('');
      return { ...block, text, citations: citations.length > 0 ? citations : null };
    }
    case 'thinking': {
      const thinking = deltas.map((delta) => (delta.type === 'thinking_delta' ? delta.thinking : '')).join('');
      const signature = deltas.map((delta) => (delta.type === 'signature_delta' ? delta.signature : '')).join('');
      return { ...block, thinking, signature };
    }
    case 'tool_use': {
      const json = deltas.map((delta) => (delta.type === 'input_json_delta' ? delta.partial_json : '')).join('');
      return { ...block, input: parseExactly(json) };
    }
    case 'redacted_thinking':
      return block;
  }
}
