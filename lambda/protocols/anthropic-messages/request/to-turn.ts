import type { Turn } from '../../../chat/chat-request.ts';
import type { Content, PlainContent } from '../../../chat/content.ts';
import { invalid } from '../../../read/invalid.ts';
import { toTexts } from '../../request/to-texts.ts';
import { withCachePoint } from './cache-control.ts';
import type { AnthropicContent, PlainPart } from './content.ts';
import { toDocument } from './sources.ts';

interface Message {
  readonly role: Turn['role'];
  readonly content: AnthropicContent;
}

export function toTurn({ role, content }: Message, index: number): Turn {
  const turn = { role, content: content.flatMap(toParts) };
  if (turn.content.length === 0) throw invalid(`messages[${index}].content`, 'must not be blank');
  return turn;
}

function toParts(part: AnthropicContent[number]): Content[] {
  switch (part.type) {
    case 'text':
    case 'image':
    case 'document':
      return withCachePoint<Content>(toPlain(part), part.cache_control);
    case 'thinking':
      return [{ kind: 'reasoning', thought: { text: part.thinking, signature: part.signature } }];
    case 'redacted_thinking':
      return [{ kind: 'reasoning', thought: part.data }];
    case 'tool_use': {
      const { id, name, input } = part;
      return withCachePoint<Content>([{ kind: 'tool-use', id, name, input }], part.cache_control);
    }
    case 'tool_result': {
      const { tool_use_id: id, is_error: isError = false } = part;
      const content = (part.content ?? []).flatMap(toPlain);
      // Converse has no cache points inside a result; the next place is behind it.
      const point = part.cache_control ?? part.content?.findLast((inner) => inner.cache_control)?.cache_control;
      return withCachePoint<Content>([{ kind: 'tool-result', id, content, isError }], point);
    }
  }
}

function toPlain(part: PlainPart): PlainContent[] {
  switch (part.type) {
    case 'image':
      return [part.source];
    case 'document':
      return [toDocument(part)];
    case 'text':
      return toTexts([part]);
  }
}
