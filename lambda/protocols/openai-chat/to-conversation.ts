import type { Content, TextContent, Turn } from '../../chat/chat-request.ts';
import { invalid } from '../../invalid.ts';
import { toImage } from './to-image.ts';
import type { Message } from './message.ts';

interface Conversation {
  readonly system?: string;
  readonly turns: readonly Turn[];
}

/** System and developer messages become the system text; tool results are the user's turn, as Converse has it. */
export function toConversation(messages: readonly Message[]): Conversation {
  const system: string[] = [];
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    const field = `messages[${index}]`;
    if (message.role === 'system' || message.role === 'developer') {
      system.push(...toTexts(message.content).map(({ text }) => text));
    } else {
      const content = toContent(message, field);
      if (content.length === 0) throw invalid(`${field}.content`, 'must not be blank');
      turns.push({ role: message.role === 'assistant' ? 'assistant' : 'user', content });
    }
  }
  if (turns[0]?.role !== 'user') throw invalid('messages', 'must begin with a user after the system messages');
  if (turns.at(-1)?.role !== 'user')
    throw invalid('messages', 'must end with a user or a tool: the model answers them');
  return { turns, ...(system.length > 0 && { system: system.join('\n\n') }) };
}

type Spoken = Exclude<Message, { readonly role: 'system' | 'developer' }>;

function toContent(message: Spoken, field: string): Content[] {
  switch (message.role) {
    case 'tool':
      return [{ kind: 'tool-result', id: message.tool_call_id, content: toTexts(message.content), isError: false }];
    case 'assistant':
      return [
        ...toTexts(message.content ?? []),
        ...(message.tool_calls ?? []).map((call, at) => toToolUse(call, `${field}.tool_calls[${at}]`)),
      ];
    case 'user':
      return message.content.flatMap((part, at): Content[] =>
        part.type === 'text' ? toTexts([part]) : [toImage(part.image_url.url, `${field}.content[${at}].image_url.url`)],
      );
  }
}

/** Bedrock refuses blank text, and an assistant that only calls tools says some. */
function toTexts(parts: readonly { readonly text: string }[]): TextContent[] {
  return parts.filter(({ text }) => text.trim() !== '').map(({ text }) => ({ kind: 'text', text }));
}

type ToolCall = NonNullable<Extract<Message, { readonly role: 'assistant' }>['tool_calls']>[number];

function toToolUse({ id, function: { name, arguments: input } }: ToolCall, field: string): Content {
  try {
    return { kind: 'tool-use', id, name, input: JSON.parse(input === '' ? '{}' : input) };
  } catch {
    throw invalid(`${field}.function.arguments`, 'is not valid JSON');
  }
}
