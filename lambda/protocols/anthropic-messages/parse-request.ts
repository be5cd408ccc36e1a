import type { ChatRequest, Content, ImageContent, TextContent, Tool, Turn } from '../../chat/chat-request.ts';
import { invalid } from '../../invalid.ts';
import { boolean, listOf, nonEmptyText, nullish, number, object, oneOf, only, anyJson, text } from '../../shape.ts';
import { type AnthropicContent, content, type PlainContent, systemText } from './content.ts';

interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly isStreamed: boolean;
}

const tool = object({
  type: nullish(oneOf(['custom'])),
  name: nonEmptyText,
  description: nullish(text),
  input_schema: anyJson,
});

const toolChoice = object({
  type: oneOf(['auto', 'any', 'tool', 'none']),
  name: nullish(nonEmptyText),
  disable_parallel_tool_use: only([false], 'can only be false: Converse has no such switch'),
});

function request(maxMessages: number) {
  const message = object({ role: oneOf(['user', 'assistant']), content });
  return object({
    model: text,
    messages: listOf(message, { min: 1, max: maxMessages }),
    max_tokens: number({ min: 1, isWhole: true }),
    system: nullish(systemText),
    stream: nullish(boolean),
    temperature: nullish(number({ min: 0, max: 1 })),
    top_p: nullish(number({ min: 0, max: 1 })),
    stop_sequences: nullish(listOf(nonEmptyText, { max: 2500 })),
    tools: nullish(listOf(tool, { max: 512 })),
    tool_choice: nullish(toolChoice),
    // A hint that Bedrock has no place for: docs/protocols.md.
    metadata: nullish(anyJson),
  });
}

export function parseRequest(body: unknown, maxMessages: number): ParsedRequest {
  const asked = request(maxMessages)(body, '');
  const turns = asked.messages.map(toTurn);
  if (turns[0]?.role !== 'user') throw invalid('messages[0].role', 'must be user: a user begins');
  if (turns.at(-1)?.role !== 'user')
    throw invalid(`messages[${turns.length - 1}].role`, 'must be user: the model answers');
  const choice = asked.tool_choice;
  const isForbidden = choice?.type === 'none';
  if (isForbidden && turns.some((turn) => turn.content.some(({ kind }) => kind === 'tool-use'))) {
    throw invalid('tool_choice', 'can’t be none once a tool was called: Converse has no such choice');
  }
  const tools = isForbidden ? undefined : asked.tools?.map(toTool);
  return {
    isStreamed: asked.stream === true,
    chat: {
      model: asked.model,
      turns,
      maxTokens: asked.max_tokens,
      ...(asked.system !== undefined && { system: asked.system }),
      ...(asked.temperature !== undefined && { temperature: asked.temperature }),
      ...(asked.top_p !== undefined && { topP: asked.top_p }),
      ...(asked.stop_sequences && { stopSequences: asked.stop_sequences }),
      ...(tools && { tools }),
      ...(choice && choice.type !== 'none' && { toolChoice: toToolChoice(choice) }),
    },
  };
}

function toToolChoice({ type, name }: ReturnType<typeof toolChoice>): NonNullable<ChatRequest['toolChoice']> {
  if (type !== 'tool') return type === 'any' ? 'any' : 'auto';
  if (name === undefined) throw invalid('tool_choice.name', 'is missing: which tool?');
  return { name };
}

function toTool({ name, description, input_schema: inputSchema }: ReturnType<typeof tool>): Tool {
  return { name, inputSchema, ...(description !== undefined && { description }) };
}

function toTurn({ role, content: parts }: { role: Turn['role']; content: AnthropicContent }, index: number): Turn {
  const turn = { role, content: parts.flatMap(toParts) };
  if (turn.content.length === 0) throw invalid(`messages[${index}].content`, 'must not be blank');
  return turn;
}

function toParts(part: AnthropicContent[number]): Content[] {
  switch (part.type) {
    case 'text':
    case 'image':
      return toPlain(part);
    case 'tool_use':
      return [{ kind: 'tool-use', id: part.id, name: part.name, input: part.input }];
    case 'tool_result': {
      const { tool_use_id: id, is_error: isError = false } = part;
      return [{ kind: 'tool-result', id, content: (part.content ?? []).flatMap(toPlain), isError }];
    }
  }
}

/** Bedrock refuses blank text. */
function toPlain(part: PlainContent): (TextContent | ImageContent)[] {
  if (part.type === 'image') return [part.source];
  return part.text.trim() === '' ? [] : [{ kind: 'text', text: part.text }];
}
