import type { ChatEvent } from '../../../chat/chat-event.ts';
import { type Answer, type AnswerPart, fold } from '../../../chat/fold.ts';
import { parseExactly } from '../../../read/exact-json.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { toUnkeptField } from '../../unkept.ts';
import { toRedacted, toToolUse } from './block.ts';
import { toAnthropicCitation } from './citation.ts';
import { requestIdHeader, toAnthropicUsage, toMessage } from './message.ts';
import { toStopFields } from './stop-reason.ts';
import type { ContentBlock, Message } from './wire.ts';
import { toJson } from '../../../read/to-json.ts';

/** `stream: false`: one message, when all of it is there. */
export const wholeFormat: Format = {
  name: 'whole',
  mediaType: 'application/json',
  headers: requestIdHeader,
  hasHeartbeat: false,
  encode: encodeMessage,
};

async function* encodeMessage(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  yield toJson(toWhole(await fold(events), context));
}

function toWhole({ parts, calls, stop, usage, isUnkept }: Answer, context: AnswerContext): Message {
  return {
    ...toMessage(context),
    content: [...parts.flatMap(toBlocks), ...calls.map((call) => toToolUse(call, parseExactly(call.json)))],
    ...toStopFields(stop, context),
    usage: toAnthropicUsage(usage),
    ...toUnkeptField(isUnkept),
  };
}

/** As in the stream: an empty part is no block, and a redacted thought is one of its own. */
function toBlocks(part: AnswerPart): ContentBlock[] {
  if (part.kind === 'reasoning') return toThoughts(part);
  const citations = part.citations.flatMap((citation) => toAnthropicCitation(citation) ?? []);
  if (part.text === '' && citations.length === 0) return [];
  return [{ type: 'text', text: part.text, citations: citations.length > 0 ? citations : null }];
}

function toThoughts({ text, signature = '', redacted }: Extract<AnswerPart, { kind: 'reasoning' }>): ContentBlock[] {
  const blocks: ContentBlock[] = [];
  if (text !== '' || signature !== '') blocks.push({ type: 'thinking', thinking: text, signature });
  if (redacted) blocks.push(toRedacted(redacted));
  return blocks;
}
