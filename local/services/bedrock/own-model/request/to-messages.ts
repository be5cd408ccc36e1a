import type {
  ChatCompletionContentPart,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ContentBlock } from '../../converse-input/content-blocks.ts';
import type { ConverseInput, Message } from '../../converse-input/converse-input.ts';
import { toParts } from './to-parts.ts';
import { Untranslatable } from './untranslatable.ts';

type ToolResult = NonNullable<ContentBlock['toolResult']>;

/**
 * The conversation, the system prompt first, in one message: the templates of some models know one at most (llama.cpp#14246).
 * @param more what the system prompt says besides
 */
export function toMessages(
  { system = [], messages }: ConverseInput,
  more: readonly string[],
): ChatCompletionMessageParam[] {
  // Some servers go on with it, some say it again, some answer it.
  if (messages.at(-1)?.role === 'assistant')
    throw new Untranslatable('it does not go on with a message of the assistant');
  const said = system.flatMap(({ text, guardContent }) => text ?? guardContent?.text?.text ?? []);
  const instructions = [...said, ...more];
  return [
    ...(instructions.length > 0 ? [{ role: 'system' as const, content: instructions.join('\n\n') }] : []),
    ...messages.flatMap((message) => (message.role === 'user' ? fromUser(message) : [fromAssistant(message)])),
  ];
}

/** Results stand in messages of their own, right behind the calls. */
function fromUser({ content }: Message): ChatCompletionMessageParam[] {
  const results = content.flatMap(({ toolResult }) => toolResult ?? []);
  const said = [...results.flatMap(imagesOf), ...content.flatMap(toParts)];
  return [...results.map(toToolMessage), ...(said.length > 0 ? [{ role: 'user' as const, content: join(said) }] : [])];
}

function toToolMessage({ toolUseId, content, status }: ToolResult): ChatCompletionMessageParam {
  const texts = content.flatMap(({ json, ...block }) =>
    json === undefined
      ? toParts(block).flatMap((part) => (part.type === 'text' ? part.text : []))
      : JSON.stringify(json),
  );
  const said = texts.join('\n');
  return { role: 'tool', tool_call_id: toolUseId, content: status === 'error' ? `Error: ${said}` : said };
}

/** A message of a tool's is text alone. */
function imagesOf({ content }: ToolResult): ChatCompletionContentPart[] {
  return content.flatMap(({ json: _json, ...block }) => toParts(block)).filter(({ type }) => type === 'image_url');
}

/** Thoughts stay out: each server has another field for them, or none. */
function fromAssistant({ content }: Message): ChatCompletionMessageParam {
  const calls = content.flatMap(({ toolUse }): ChatCompletionMessageFunctionToolCall[] =>
    toolUse
      ? [
          {
            type: 'function',
            id: toolUse.toolUseId,
            function: { name: toolUse.name, arguments: JSON.stringify(toolUse.input) },
          },
        ]
      : [],
  );
  const text = content
    .flatMap(toParts)
    .flatMap((part) => (part.type === 'text' ? part.text : []))
    .join('');
  return { role: 'assistant', content: text, ...(calls.length > 0 && { tool_calls: calls }) };
}

/** Some servers take lists only where there is an image. */
function join(parts: readonly ChatCompletionContentPart[]): string | ChatCompletionContentPart[] {
  const texts = parts.flatMap((part) => (part.type === 'text' ? part.text : []));
  return texts.length === parts.length ? texts.join('\n\n') : [...parts];
}
