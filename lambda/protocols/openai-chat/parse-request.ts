import type { ChatRequest, Tool, ToolChoice } from '../../chat/chat-request.ts';
import { invalid } from '../../invalid.ts';
import {
  anyJson,
  boolean,
  listOf,
  nonEmptyText,
  nullish,
  number,
  object,
  oneOf,
  only,
  type Shape,
  taggedBy,
  text,
} from '../../shape.ts';
import { toConversation } from './to-conversation.ts';
import { message } from './message.ts';

interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly isStreamed: boolean;
  readonly hasUsage: boolean;
}

const count = nullish(number({ min: 1, isWhole: true }));

const functionTool = object({
  type: oneOf(['function']),
  function: object({
    name: nonEmptyText,
    description: nullish(text),
    parameters: nullish(anyJson),
    strict: nullish(boolean),
  }),
});

const toolChoice: Shape<'auto' | 'none' | 'required' | { readonly function: { readonly name: string } }> = (
  value,
  field,
) =>
  typeof value === 'string'
    ? oneOf(['auto', 'none', 'required'])(value, field)
    : taggedBy('type', { function: object({ type: text, function: object({ name: nonEmptyText }) }) })(value, field);

/** Harmless where they are not heeded: docs/protocols.md lists them. */
const hints = {
  seed: nullish(anyJson),
  user: nullish(anyJson),
  safety_identifier: nullish(anyJson),
  prompt_cache_key: nullish(anyJson),
  parallel_tool_calls: only([true], 'can only be true: Converse has no such switch'),
  service_tier: only(['auto', 'default'], 'can be auto or default'),
};

const impossible = {
  n: only([1], 'can only be 1: Converse gives one answer'),
  logprobs: only([false], 'is not possible with Converse'),
  store: only([false], 'is not possible: nothing is kept here'),
  frequency_penalty: only([0], 'is not possible with Converse'),
  presence_penalty: only([0], 'is not possible with Converse'),
};

function request(maxMessages: number) {
  return object({
    ...hints,
    ...impossible,
    model: nullish(text),
    messages: listOf(message, { min: 1, max: maxMessages }),
    stream: nullish(boolean),
    stream_options: nullish(object({ include_usage: nullish(boolean), include_obfuscation: nullish(boolean) })),
    max_tokens: count,
    max_completion_tokens: count,
    temperature: nullish(number({ min: 0, max: 1 })),
    top_p: nullish(number({ min: 0, max: 1 })),
    stop: nullish((value: unknown, field: string) =>
      typeof value === 'string' ? [nonEmptyText(value, field)] : listOf(nonEmptyText, { max: 4 })(value, field),
    ),
    tools: nullish(listOf(functionTool, { max: 512 })),
    tool_choice: nullish(toolChoice),
  });
}

export function parseRequest(body: unknown, maxMessages: number): ParsedRequest {
  const asked = request(maxMessages)(body, '');
  const { model, temperature, stop } = asked;
  const { system, turns } = toConversation(asked.messages);
  const maxTokens = asked.max_completion_tokens ?? asked.max_tokens;
  const isForbidden = asked.tool_choice === 'none';
  if (isForbidden && turns.some(({ content }) => content.some(({ kind }) => kind === 'tool-use'))) {
    throw invalid('tool_choice', 'can’t be none once a tool was called: Converse has no such choice');
  }
  const tools = isForbidden ? undefined : asked.tools?.map(toTool);
  const choice = toToolChoice(asked.tool_choice);
  return {
    isStreamed: asked.stream === true,
    hasUsage: asked.stream_options?.include_usage === true,
    chat: {
      turns,
      ...(system !== undefined && { system }),
      ...(model !== undefined && { model }),
      ...(maxTokens !== undefined && { maxTokens }),
      ...(temperature !== undefined && { temperature }),
      ...(asked.top_p !== undefined && { topP: asked.top_p }),
      ...(stop !== undefined && { stopSequences: stop }),
      ...(tools !== undefined && { tools }),
      ...(choice !== undefined && { toolChoice: choice }),
    },
  };
}

function toTool({ function: { name, description, parameters } }: ReturnType<typeof functionTool>): Tool {
  const inputSchema = parameters ?? { type: 'object', properties: {} };
  return { name, inputSchema, ...(description !== undefined && { description }) };
}

function toToolChoice(choice: ReturnType<typeof toolChoice> | undefined): ToolChoice | undefined {
  if (choice === undefined || choice === 'none') return undefined;
  if (choice === 'auto') return 'auto';
  return choice === 'required' ? 'any' : { name: choice.function.name };
}
