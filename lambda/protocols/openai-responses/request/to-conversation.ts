import type { Turn } from '../../../chat/chat-request.ts';
import type { Content, PlainContent, TextContent } from '../../../chat/content.ts';
import { invalid } from '../../../read/invalid.ts';
import { checkTurns } from '../../request/check-turns.ts';
import { toFile, toImage } from '../../request/data-url.ts';
import { toToolUse } from '../../openai/to-tool-use.ts';
import { toTexts } from '../../request/to-texts.ts';
import { toReasoning } from '../encrypted-content.ts';
import type { InputItem, Part } from './input-items.ts';

interface Conversation {
  readonly system: readonly TextContent[];
  readonly turns: readonly Turn[];
}

/** Each item is a piece of a turn; `merge-turns.ts` puts those of one role together. */
export function toConversation(items: readonly InputItem[]): Conversation {
  const system: TextContent[] = [];
  const turns: Turn[] = [];
  for (const [index, item] of items.entries()) {
    const field = `input[${index}]`;
    if (item.type === 'reasoning' || item.type === 'function_call') {
      turns.push({ role: 'assistant', content: toThoughtOrCall(item, field) });
    } else if (item.type === 'function_call_output') {
      const content = item.output.flatMap((part, at) => toPlain(part, `${field}.output[${at}]`));
      turns.push({ role: 'user', content: [{ kind: 'tool-result', id: item.call_id, content, isError: false }] });
    } else {
      const { role } = item;
      if (role === 'system' || role === 'developer') system.push(...toTextsOnly(item.content, `${field}.content`));
      else turns.push({ role, content: toSpoken(role, item.content, `${field}.content`) });
    }
  }
  const spoken = turns.filter(({ content }) => content.length > 0);
  checkTurns(spoken, { first: 'input', last: 'input', answered: 'the role user, or be a function_call_output' });
  return { system, turns: spoken };
}

function toSpoken(role: Turn['role'], parts: readonly Part[], field: string): Content[] {
  const content =
    role === 'assistant' ? toTextsOnly(parts, field) : parts.flatMap((part, at) => toPlain(part, `${field}[${at}]`));
  if (content.length === 0) throw invalid(field, 'must not be blank');
  return content;
}

/** Only users show images and files. */
function toTextsOnly(parts: readonly Part[], field: string): TextContent[] {
  return parts.flatMap((part, at) =>
    toPlain(part, `${field}[${at}]`).map((plain) => {
      if (plain.kind !== 'text')
        throw invalid(`${field}[${at}]`, 'must be text: only a user message may have images and files');
      return plain;
    }),
  );
}

type ThoughtOrCall = Extract<InputItem, { readonly type: 'reasoning' | 'function_call' }>;

function toThoughtOrCall(item: ThoughtOrCall, field: string): Content[] {
  if (item.type === 'function_call') return [toToolUse(item.call_id, item.name, item.arguments, `${field}.arguments`)];
  const { encrypted_content: encrypted, summary } = item;
  // A thought that nothing proves is of no use to the model it came from.
  if (encrypted === undefined) return [];
  return [toReasoning(encrypted, summary.map(({ text }) => text).join(''), `${field}.encrypted_content`)];
}

function toPlain(part: Part, field: string): PlainContent[] {
  if ('image_url' in part) return [toImage(part.image_url, `${field}.image_url`)];
  if ('file_data' in part) return [toFile(part.file_data, part.filename ?? 'document', `${field}.file_data`)];
  return toTexts(['refusal' in part ? { text: part.refusal } : part]);
}
