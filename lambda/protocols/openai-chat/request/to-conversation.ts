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
import type { Message } from './message.ts';

type Conversation = Pick<ChatRequest, 'system' | 'turns'>;

/**
 * System and developer messages at the beginning become the system prompt. Later ones are the user's, at their place: what comes before them
 * stays in the cache. Tool results are the user's turn, as Converse has it.
 */
export function toConversation(messages: readonly Message[], maxTurns: number): Conversation {
  const system: (TextContent | CachePoint)[] = [];
  const said: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === 'system' || message.role === 'developer') {
      const told = withCachePoint(message.content.flatMap(toText), cachePointOn(message));
      if (said.length === 0) system.push(...told);
      else if (told.length > 0) said.push({ role: 'user', content: told });
      continue;
    }
    const content = toContent(message, `messages[${index}]`);
    // A blank answer says nothing, and Bedrock refuses it.
    if (content.length === 0 && message.role === 'assistant') continue;
    if (content.length === 0) throw invalid(`messages[${index}].content`, 'must not be blank');
    said.push({ role: message.role === 'assistant' ? 'assistant' : 'user', content });
  }
  const conversation = orSystemAlone({ system, turns: said });
  checkTurns(conversation.turns, { field: 'messages', maxTurns });
  return conversation;
}

type Spoken = Exclude<Message, { readonly role: 'system' | 'developer' }>;

function toContent(message: Spoken, field: string): Content[] {
  switch (message.role) {
    case 'tool': {
      const content = (message.content ?? []).flatMap((part, at) => toShown(part, `${field}.content[${at}]`));
      const point = cachePointOn(message) ?? (message.content ?? []).map(cachePointOn).findLast(Boolean);
      return withCachePoint<Content>(
        [{ kind: 'tool-result', id: message.tool_call_id, content, isError: false }],
        point,
      );
    }
    case 'function':
      return [{ kind: 'tool-result', id: message.name, content: toTexts(message.content ?? []), isError: false }];
    case 'assistant': {
      const refused = message.content === undefined ? toTexts([{ text: message.refusal ?? '' }]) : [];
      const said = [...(message.content ?? []).flatMap(toText), ...refused, ...toCalls(message, field)];
      return withCachePoint<Content>(said, cachePointOn(message));
    }
    case 'user': {
      const said = message.content.flatMap((part, at) =>
        withCachePoint<Content>(toShown(part, `${field}.content[${at}]`), cachePointOn(part)),
      );
      return withCachePoint(said, cachePointOn(message));
    }
  }
}

type Assistant = Extract<Message, { readonly role: 'assistant' }>;

function toText(part: NonNullable<Assistant['content']>[number]): (TextContent | CachePoint)[] {
  return withCachePoint(toTexts(['refusal' in part ? { text: part.refusal } : part]), cachePointOn(part));
}

function toCalls({ tool_calls: calls = [], function_call: legacy }: Assistant, field: string): Content[] {
  const made = calls.map((call, at) => {
    if ('custom' in call) return toFreeInput(call.id, call.custom.name, call.custom.input);
    const { name, arguments: input } = call.function;
    return toToolUse(call.id, name, input, `${field}.tool_calls[${at}].function.arguments`);
  });
  // Such a call has no id: its result names the function.
  if (!legacy) return made;
  return [...made, toToolUse(legacy.name, legacy.name, legacy.arguments, `${field}.function_call.arguments`)];
}

type ShownPart = Extract<Message, { readonly role: 'user' }>['content'][number];

function toShown(part: ShownPart, field: string): PlainContent[] {
  switch (part.type) {
    case 'text':
      return toTexts([part]);
    case 'image_url':
      return [toImage(part.image_url.url, `${field}.image_url.url`)];
    case 'file':
      return [toFile(part.file.file_data, part.file.filename ?? 'document', `${field}.file.file_data`)];
  }
}
