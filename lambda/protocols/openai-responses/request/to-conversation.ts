import type { ChatRequest, Turn } from '../../../chat/chat-request.ts';
import type { CachePoint, Content, PlainContent, TextContent } from '../../../chat/content.ts';
import { invalid } from '../../../read/invalid.ts';
import { cachePointOn, withCachePoint } from '../../request/cache-control.ts';
import { checkTurns } from '../../request/check-turns.ts';
import { toFile, toImage } from '../../request/data-url.ts';
import { orSystemAlone } from '../../request/or-system-alone.ts';
import { toFreeInput } from '../../openai/free-text.ts';
import { toToolUse } from '../../openai/to-tool-use.ts';
import { toTexts } from '../../request/to-texts.ts';
import { toReasoning } from '../encrypted-content.ts';
import type { InputItem, Part } from './input-items.ts';

type Conversation = Pick<ChatRequest, 'system' | 'turns'>;

/**
 * Each item is a piece of a turn; `merge-turns.ts` puts those of one role together. `instructions`, and system and developer messages at the
 * beginning, are the system prompt; later ones are the user's, at their place: what comes before them stays in the cache.
 */
export function toConversation(
  items: readonly InputItem[],
  instructions: readonly TextContent[],
  { maxTurns, isWhole }: { readonly maxTurns: number; readonly isWhole: boolean },
): Conversation {
  const system: (TextContent | CachePoint)[] = [...instructions];
  const said: Turn[] = [];
  for (const [index, item] of items.entries()) {
    const field = `input[${index}]`;
    if (item.type === 'reasoning') {
      said.push({ role: 'assistant', content: toThought(item, field) });
    } else if (item.type === 'function_call' || item.type === 'custom_tool_call') {
      said.push({ role: 'assistant', content: [toCall(item, field)] });
    } else if (item.type === 'function_call_output' || item.type === 'custom_tool_call_output') {
      const content = item.output.flatMap((part, at) => toPlain(part, `${field}.output[${at}]`));
      const result: Content = { kind: 'tool-result', id: item.call_id, content, isError: false };
      said.push({
        role: 'user',
        content: withCachePoint<Content>([result], item.output.map(cachePointOn).findLast(Boolean)),
      });
    } else {
      const { role } = item;
      if (role === 'system' || role === 'developer') {
        const content = toTextsOnly(item.content, `${field}.content`);
        if (said.length === 0) system.push(...content);
        else said.push({ role: 'user', content });
      } else said.push({ role, content: toSpoken(role, item.content, `${field}.content`) });
    }
  }
  const conversation = orSystemAlone({ system, turns: said.filter(({ content }) => content.length > 0) });
  // Else what came before is put before it, and it is checked then.
  if (isWhole) checkTurns(conversation.turns, { field: 'input', maxTurns });
  return conversation;
}

/** A blank answer says nothing, and is left out. */
function toSpoken(role: Turn['role'], parts: readonly Part[], field: string): Content[] {
  if (role === 'assistant') return toTextsOnly(parts, field);
  const content = parts.flatMap((part, at) =>
    withCachePoint<Content>(toPlain(part, `${field}[${at}]`), cachePointOn(part)),
  );
  if (content.length === 0) throw invalid(field, 'must not be blank');
  return content;
}

/** Only users show images and files. */
function toTextsOnly(parts: readonly Part[], field: string): (TextContent | CachePoint)[] {
  return parts.flatMap((part, at) => {
    const texts = toPlain(part, `${field}[${at}]`).map((plain) => {
      if (plain.kind !== 'text')
        throw invalid(`${field}[${at}]`, 'must be text: only a user message may have images and files');
      return plain;
    });
    return withCachePoint(texts, cachePointOn(part));
  });
}

function toCall(
  item: Extract<InputItem, { readonly type: 'function_call' | 'custom_tool_call' }>,
  field: string,
): Content {
  if (item.type === 'custom_tool_call') return toFreeInput(item.call_id, item.name, item.input);
  return toToolUse(item.call_id, item.name, item.arguments, `${field}.arguments`);
}

/** A thought that nothing proves is of no use to the model it came from. */
function toThought(item: Extract<InputItem, { readonly type: 'reasoning' }>, field: string): Content[] {
  const { encrypted_content: encrypted, summary } = item;
  if (!encrypted) return [];
  return [toReasoning(encrypted, summary.map(({ text }) => text).join(''), `${field}.encrypted_content`)];
}

function toPlain(part: Part, field: string): PlainContent[] {
  if ('image_url' in part) return [toImage(part.image_url, `${field}.image_url`)];
  if ('text' in part) return toTexts([part]);
  if ('refusal' in part) return toTexts([{ text: part.refusal }]);
  const { file_data: data, file_url: url, filename = 'document' } = part;
  if (data === undefined && url !== undefined) return [toFile(url, filename, `${field}.file_url`)];
  return [toFile(data ?? '', filename, `${field}.file_data`)];
}
