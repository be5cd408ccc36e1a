import type { Call, ChatEvent } from '../../../chat/chat-event.ts';
import { type AnswerPart, fold } from '../../../chat/fold.ts';
import { parseExactly } from '../../../read/exact-json.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { toAnthropicCitation } from './citation.ts';
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

async function* encodeMessage(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  const { parts, calls, stop, usage } = await fold(events);
  const content = [...parts.flatMap(toBlocks), ...calls.map(toToolUse)];
  const ended = { ...toStopFields(stop, context), usage: toAnthropicUsage(usage) };
  yield JSON.stringify({ ...toMessage(context), content, ...ended });
}

/** As in the stream: an empty part is no block, and a redacted thought is one of its own. */
function toBlocks(part: AnswerPart): object[] {
  if (part.kind === 'reasoning') return toThoughts(part);
  const citations = part.citations.flatMap((citation) => toAnthropicCitation(citation) ?? []);
  if (part.text === '' && citations.length === 0) return [];
  return [{ type: 'text', text: part.text, citations: citations.length > 0 ? citations : null }];
}

function toThoughts({ text, signature = '', redacted }: Extract<AnswerPart, { kind: 'reasoning' }>): object[] {
  const hasText = text !== '' || signature !== '';
  return [
    ...(hasText ? [{ type: 'thinking', thinking: text, signature }] : []),
    ...(redacted ? [{ type: 'redacted_thinking', data: Buffer.from(redacted).toString('base64') }] : []),
  ];
}

function toToolUse({ id, name, json }: Call): object {
  return { type: 'tool_use', id, name, input: parseExactly(json), caller: { type: 'direct' } };
}
