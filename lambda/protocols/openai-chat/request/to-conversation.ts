import type { Turn } from '../../../chat/chat-request.ts';
import type { Content, TextContent } from '../../../chat/content.ts';
import { invalid } from '../../../read/invalid.ts';
import { checkTurns } from '../../request/check-turns.ts';
import { toFile, toImage } from '../../request/data-url.ts';
import { toToolUse } from '../../openai/to-tool-use.ts';
import { toTexts } from '../../request/to-texts.ts';
import type { Message } from './message.ts';

interface Conversation {
  readonly system?: readonly TextContent[];
  readonly turns: readonly Turn[];
}

/** System and developer messages become the system text; tool results are the user's turn, as Converse has it. */
export function toConversation(messages: readonly Message[]): Conversation {
  const system: TextContent[] = [];
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    const field = `messages[${index}]`;
    if (message.role === 'system' || message.role === 'developer') {
      system.push(...toTexts(message.content));
    } else {
      const content = toContent(message, field);
      if (content.length === 0) throw invalid(`${field}.content`, 'must not be blank');
      turns.push({ role: message.role === 'assistant' ? 'assistant' : 'user', content });
    }
  }
  checkTurns(turns, { first: 'messages', last: 'messages', answered: 'the role user or tool' });
  return { turns, ...(system.length > 0 && { system }) };
}

type Spoken = Exclude<Message, { readonly role: 'system' | 'developer' }>;

function toContent(message: Spoken, field: string): Content[] {
  switch (message.role) {
    case 'tool':
      return [
        {
          kind: 'tool-result',
          id: message.tool_call_id,
          content: toTexts(message.content),
          isError: false,
        },
      ];
    case 'assistant':
      return [
        ...toTexts(message.content ?? []),
        ...(message.tool_calls ?? []).map(({ id, function: { name, arguments: input } }, at) =>
          toToolUse(id, name, input, `${field}.tool_calls[${at}].function.arguments`),
        ),
      ];
    case 'user':
      return message.content.flatMap((part, at) => toUserContent(part, `${field}.content[${at}]`));
  }
}

type UserPart = Extract<Message, { readonly role: 'user' }>['content'][number];

function toUserContent(part: UserPart, field: string): Content[] {
  switch (part.type) {
    case 'text':
      return toTexts([part]);
    case 'image_url':
      return [toImage(part.image_url.url, `${field}.image_url.url`)];
    case 'file':
      return [toFile(part.file.file_data, part.file.filename ?? 'document', `${field}.file.file_data`)];
  }
}
