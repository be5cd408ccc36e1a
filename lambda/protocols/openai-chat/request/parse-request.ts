import type { ChatRequest } from '../../../chat/chat-request.ts';
import type { Ignored } from '../../../read/ignored.ts';
import {
  anyJson,
  boolean,
  type Fields,
  listOf,
  neutral,
  nonEmptyText,
  nullish,
  number,
  object,
  only,
  orText,
  taggedBy,
  text,
  wish,
} from '../../../read/shape.ts';
import { omitUndefined } from '../../../read/omit-undefined.ts';
import { maxMessages, maxTools } from '../../request/limits.ts';
import { metadata } from '../../request/metadata.ts';
import { misplaced } from '../../request/misplaced.ts';
import { offerTools } from '../../request/offer-tools.ts';
import { effort } from '../../request/effort.ts';
import { functionFields, toTool as toFunctionTool, toToolChoice } from '../../openai/function-tool.ts';
import { ignored } from '../../openai/ignored.ts';
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

const noPenalty = 'can only be 0: Bedrock has no penalties';

const unsupported = {
  n: only([1], 'can only be 1: Bedrock gives one answer'),
  logprobs: only([false], 'can only be false: Bedrock gives no probabilities'),
  top_logprobs: only([0], 'can only be 0: Bedrock gives no probabilities'),
  logit_bias: only([], 'is not supported by Bedrock: leave it out'),
  frequency_penalty: only([0], noPenalty),
  presence_penalty: only([0], noPenalty),
  modalities: nullish(listOf(only(['text'], 'can only be text'), { max: 1 })),
  audio: only([], 'is not supported: answers are text'),
  ...misplaced({
    input: 'messages',
    instructions: 'a message with the role system',
    max_output_tokens: 'max_completion_tokens',
    stop_sequences: 'stop',
    system: 'a message with the role system',
    text: 'response_format',
    thinking: 'reasoning_effort',
  }),
  web_search_options: only([], 'is not supported: this API does not search the web. Offer a tool of your own'),
} satisfies Fields;

const responseFormat = taggedBy('type', {
  text: object({ type: text }),
  json_object: object({ type: text }),
  json_schema: object({ type: text, json_schema: object(jsonSchema) }),
});

const request = object({
  ...ignored,
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

export function parseRequest(body: unknown, maxTurns: number, leftOut: Ignored): ParsedRequest {
  const asked = request(body, '', leftOut);
  const { system, turns } = toConversation(asked.messages, maxTurns);
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
