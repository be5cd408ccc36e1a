import type { ChatRequest } from '../../../chat/chat-request.ts';
import type { Ignored } from '../../../read/ignored.ts';
import { invalid } from '../../../read/invalid.ts';
import { neutral, nullish, wish } from '../../../read/accepted.ts';
import { anyJson } from '../../../read/json-shapes.ts';
import {
  boolean,
  type Fields,
  listOf,
  nonEmptyText,
  number,
  object,
  orText,
  type Shape,
  taggedBy,
  text,
} from '../../../read/shape.ts';
import { omitUndefined } from '../../../read/omit-undefined.ts';
import { maxMessages, maxTools } from '../../request/limits.ts';
import { metadata } from '../../request/metadata.ts';
import { matters } from '../../request/matters.ts';
import { misplaced } from '../../request/misplaced.ts';
import { offerTools } from '../../request/offer-tools.ts';
import { effort } from '../../request/effort.ts';
import { functionFields, toTool as toFunctionTool, toToolChoice } from '../../openai/function-tool.ts';
import { notUsed } from '../../openai/not-used.ts';
import { jsonSchema, toOutputFormat } from '../../openai/json-schema.ts';
import { serviceTier } from '../../openai/service-tier.ts';
import { message } from './message.ts';
import { toConversation } from './to-conversation.ts';
import { functionChoice, tool, toolChoice, toTool } from './tools.ts';

/** What a client asks, with what its answer has to know. */
export interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly isStreamed: boolean;
  readonly hasUsage: boolean;
  /** Whether calls are written as before there were tools: `function_call`, one at a time. */
  readonly isLegacy: boolean;
}

const count = nullish(number({ min: 1, isWhole: true }));

const modalities: Shape<undefined> = (value, field) => {
  if (JSON.stringify(value) !== '["text"]') throw invalid(field, 'can only be ["text"]: answers are text');
};

const unsupported = {
  ...matters,
  modalities: nullish(modalities),
  ...misplaced({
    input: 'messages',
    instructions: 'a message with the role system',
    max_output_tokens: 'max_completion_tokens',
    output_config: 'reasoning_effort, or response_format',
    reasoning: 'reasoning_effort',
    stop_sequences: 'stop',
    system: 'a message with the role system',
    text: 'response_format',
    thinking: 'reasoning_effort',
  }),
} satisfies Fields;

const responseFormat = taggedBy('type', {
  text: object({ type: text }),
  json_object: object({ type: text }),
  json_schema: object({ type: text, json_schema: object(jsonSchema) }),
});

const request = object({
  ...notUsed,
  ...unsupported,
  seed: nullish(anyJson),
  store: wish([false]),
  verbosity: wish(['medium']),
  // What it predicts would only make an answer faster.
  prediction: nullish(anyJson),
  model: nullish(text),
  messages: listOf(message, { min: 1, max: maxMessages }),
  stream: nullish(boolean),
  stream_options: nullish(object({ include_usage: nullish(boolean), include_obfuscation: nullish(boolean) })),
  max_tokens: count,
  max_completion_tokens: count,
  temperature: nullish(number({ min: 0, max: 1 })),
  top_p: nullish(number({ min: 0, max: 1 })),
  // Other servers' words for none.
  top_k: neutral([0, -1], number({ min: 1, isWhole: true })),
  stop: neutral(
    [''],
    orText(listOf(nonEmptyText, { max: 4 }), (value, field) => [nonEmptyText(value, field)]),
  ),
  tools: nullish(listOf(tool, { max: maxTools })),
  tool_choice: nullish(toolChoice),
  functions: nullish(listOf(object(functionFields), { max: maxTools })),
  function_call: nullish(functionChoice),
  parallel_tool_calls: nullish(boolean),
  response_format: nullish(responseFormat),
  reasoning_effort: nullish(effort),
  service_tier: nullish(serviceTier),
  metadata: nullish(metadata),
});

export function parseRequest(body: unknown, maxTurns: number, ignored: Ignored): ParsedRequest {
  const asked = request(body, '', ignored);
  const { system, turns } = toConversation(asked.messages, maxTurns);
  if (asked.tools && asked.functions) throw invalid('functions', 'can’t be sent together with tools: send tools only');
  const tools = asked.tools?.map(toTool) ?? asked.functions?.map(toFunctionTool);
  const isLegacy = asked.tools === undefined && asked.functions !== undefined;
  const choice = toToolChoice(asked.tool_choice ?? asked.function_call);
  const isSerial = isLegacy || asked.parallel_tool_calls === false;
  return {
    isStreamed: asked.stream === true,
    isLegacy,
    hasUsage: asked.stream_options?.include_usage === true,
    chat: {
      turns,
      ...asked.reasoning_effort,
      ...offerTools({ tools, choice, isSerial }, 'tool_choice'),
      ...omitUndefined({
        system,
        model: asked.model,
        maxTokens: asked.max_completion_tokens ?? asked.max_tokens,
        temperature: asked.temperature,
        topP: asked.top_p,
        topK: asked.top_k,
        stopSequences: asked.stop,
        outputFormat: toFormat(asked.response_format),
        serviceTier: asked.service_tier,
        metadata: asked.metadata,
      }),
    },
  };
}

function toFormat(format: ReturnType<typeof responseFormat> | undefined): ChatRequest['outputFormat'] {
  if (format === undefined || !('json_schema' in format)) return format?.type === 'json_object' ? {} : undefined;
  return toOutputFormat(format.json_schema);
}
