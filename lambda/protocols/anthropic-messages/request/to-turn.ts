import type { Turn } from '../../../chat/chat-request.ts';
import type { Content, PlainContent } from '../../../chat/content.ts';
import { invalid } from '../../../read/invalid.ts';
import { toTexts } from '../../request/to-texts.ts';
import { withCachePoint } from '../../request/cache-control.ts';
import type { AnthropicContent, PlainPart } from './content.ts';
import { toDocument, toSearchResult } from './sources.ts';

interface Message {
  /** A system message in the middle is the user's here: it stays where it is, and what comes before it stays in the cache. */
  readonly role: Turn['role'] | 'system';
  readonly content: AnthropicContent;
}

/** A blank answer says nothing, and is left out. */
export function toTurn({ role, content }: Message, index: number): Turn[] {
  const parts = content.flatMap(toParts);
  if (parts.length === 0 && role === 'assistant') return [];
  if (parts.length === 0) throw invalid(`messages[${index}].content`, 'must not be blank');
  return [{ role: role === 'assistant' ? role : 'user', content: parts }];
}

function toParts(part: AnthropicContent[number]): Content[] {
  switch (part.type) {
    case 'text':
    case 'image':
    case 'document':
    case 'search_result':
      return withCachePoint<Content>(toPlain(part), part.cache_control);
    case 'thinking':
      // One that nothing proves is of no use to the model it came from.
      if (!part.signature) return [];
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
    case 'search_result':
      return [toSearchResult(part)];
    case 'text':
      return toTexts([part]);
  }
}
