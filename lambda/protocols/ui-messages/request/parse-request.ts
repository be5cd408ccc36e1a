import type { ChatRequest, Tool, ToolChoice } from '../../../chat/chat-request.ts';
import { neutral, nullish } from '../../../read/accepted.ts';
import { anyJson, objectSchema } from '../../../read/json-shapes.ts';
import {
  listOf,
  nonEmptyText,
  number,
  object,
  oneOf,
  recordOf,
  type Shape,
  spokenText,
  taggedBy,
  text,
} from '../../../read/shape.ts';
import { omitUndefined } from '../../../read/omit-undefined.ts';
import { effort } from '../../request/effort.ts';
import type { Ignored } from '../../../read/ignored.ts';
import { maxMessages, maxParts, maxStopSequences, maxTools } from '../../request/limits.ts';
import { matters } from '../../request/matters.ts';
import { misplaced } from '../../request/misplaced.ts';
import { offerTools } from '../../request/offer-tools.ts';
import { part } from './parts.ts';
import { toConversation } from './to-conversation.ts';

const message = object({
  id: nullish(text),
  role: oneOf(['system', 'user', 'assistant']),
  metadata: nullish(anyJson),
  parts: listOf(part, { max: maxParts }),
});

/** What `useChat` sends by itself. */
const sent = { id: nullish(text), trigger: nullish(text), messageId: nullish(text), metadata: nullish(anyJson) };

const schemas = { inputSchema: nullish(objectSchema), parameters: nullish(objectSchema) };

/** What assistant-ui calls `parameters`. */
const tool = object({ description: nullish(text), ...schemas, title: nullish(text) });

const toolChoice: Shape<ToolChoice> = (value, field, ignored) => {
  if (typeof value !== 'string') return { name: namedTool(value, field, ignored).toolName };
  const asked = oneOf(['auto', 'none', 'required'])(value, field);
  return asked === 'required' ? 'any' : asked;
};
const namedTool = taggedBy('type', { tool: object({ type: text, toolName: nonEmptyText }) });

/** What a page may add in the transport's `body`, in the words of the AI SDK's own settings. */
const settings = {
  model: nullish(text),
  system: nullish(spokenText),
  tools: nullish(recordOf(tool, { max: maxTools })),
  toolChoice: nullish(toolChoice),
  maxOutputTokens: nullish(number({ min: 1, isWhole: true })),
  temperature: nullish(number({ min: 0, max: 1 })),
  topP: nullish(number({ min: 0, max: 1 })),
  topK: neutral([0, -1], number({ min: 1, isWhole: true })),
  stopSequences: nullish(listOf(nonEmptyText, { max: maxStopSequences })),
  reasoning: nullish(effort),
  ...matters,
  ...misplaced({
    instructions: 'system',
    maxTokens: 'maxOutputTokens',
    max_tokens: 'maxOutputTokens',
    reasoningEffort: 'reasoning',
    responseFormat: 'no format: useChat shows text',
    stop: 'stopSequences',
  }),
};

const messages = listOf(message, { min: 1, max: maxMessages });
const request = object({ messages, ...sent, ...settings });

interface Parsed {
  readonly chat: ChatRequest;
  /** `useChat`'s own. */
  readonly chatId: string | undefined;
}

export function parseRequest(body: unknown, maxTurns: number, ignored: Ignored): Parsed {
  const asked = request(body, '', ignored);
  const { system, turns } = toConversation(asked.messages, maxTurns);
  const told = asked.system === undefined ? system : [{ kind: 'text' as const, text: asked.system }, ...system];
  const tools = asked.tools && toTools(asked.tools);
  const chat = {
    turns,
    ...asked.reasoning,
    ...offerTools({ tools, choice: asked.toolChoice }, 'toolChoice'),
    ...omitUndefined({
      system: told.length > 0 ? told : undefined,
      model: asked.model,
      maxTokens: asked.maxOutputTokens,
      temperature: asked.temperature,
      topP: asked.topP,
      topK: asked.topK,
      stopSequences: asked.stopSequences,
    }),
  };
  return { chat, chatId: asked.id };
}

function toTools(tools: Readonly<Record<string, ReturnType<typeof tool>>>): Tool[] {
  return Object.entries(tools).map(([name, { description, inputSchema, parameters }]) => ({
    name,
    inputSchema: inputSchema ?? parameters ?? { type: 'object' },
    ...(description !== undefined && description !== '' && { description }),
  }));
}
