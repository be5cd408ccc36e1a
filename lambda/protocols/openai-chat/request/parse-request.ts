import type { ChatRequest } from '../../../chat/chat-request.ts';
import {
  anyJson,
  boolean,
  type Fields,
  listOf,
  nonEmptyText,
  nullish,
  number,
  object,
  only,
  orText,
  taggedBy,
  text,
} from '../../../read/shape.ts';
import { omitUndefined } from '../../../read/omit-undefined.ts';
import { maxTools } from '../../request/limits.ts';
import { metadata } from '../../request/metadata.ts';
import { offerTools } from '../../request/offer-tools.ts';
import { effort } from '../../request/effort.ts';
import { offerNames, toTool, toToolChoice } from '../../openai/function-tool.ts';
import { ignored } from '../../openai/ignored.ts';
import { jsonSchema, toOutputFormat } from '../../openai/json-schema.ts';
import { serviceTier } from '../../openai/service-tier.ts';
import { message } from './message.ts';
import { toConversation } from './to-conversation.ts';
import { functionTool, toolChoice } from './tools.ts';

interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly isStreamed: boolean;
  readonly hasUsage: boolean;
}

const count = nullish(number({ min: 1, isWhole: true }));

const noPenalty = 'can only be 0: Bedrock has no penalties';

const unsupported = {
  n: only([1], 'can only be 1: Bedrock gives one answer'),
  logprobs: only([false], 'can only be false: Bedrock gives no probabilities'),
  store: only([false], 'can only be false: this API stores nothing'),
  frequency_penalty: only([0], noPenalty),
  presence_penalty: only([0], noPenalty),
  modalities: nullish(listOf(only(['text'], 'can only be text'), { max: 1 })),
} satisfies Fields;

const responseFormat = taggedBy('type', {
  text: object({ type: text }),
  json_object: object({ type: text }),
  json_schema: object({ type: text, json_schema: object(jsonSchema) }),
});

function request(maxMessages: number) {
  return object({
    ...ignored,
    ...unsupported,
    seed: nullish(anyJson),
    model: nullish(text),
    messages: listOf(message, { min: 1, max: maxMessages }),
    stream: nullish(boolean),
    stream_options: nullish(object({ include_usage: nullish(boolean), include_obfuscation: nullish(boolean) })),
    max_tokens: count,
    max_completion_tokens: count,
    temperature: nullish(number({ min: 0, max: 1 })),
    top_p: nullish(number({ min: 0, max: 1 })),
    top_k: nullish(number({ min: 1, isWhole: true })),
    stop: nullish(orText(listOf(nonEmptyText, { max: 4 }), (value, field) => [nonEmptyText(value, field)])),
    tools: nullish(listOf(functionTool, { max: maxTools })),
    tool_choice: nullish(toolChoice),
    parallel_tool_calls: nullish(boolean),
    response_format: nullish(responseFormat),
    reasoning_effort: nullish(effort),
    service_tier: nullish(serviceTier),
    metadata: nullish(metadata),
  });
}

export function parseRequest(body: unknown, maxMessages: number): ParsedRequest {
  const asked = request(maxMessages)(body, '');
  const { system, turns } = toConversation(asked.messages);
  const isSerial = asked.parallel_tool_calls === false;
  const tools = asked.tools?.map((tool) => toTool(tool.function));
  return {
    isStreamed: asked.stream === true,
    hasUsage: asked.stream_options?.include_usage === true,
    chat: {
      turns,
      ...asked.reasoning_effort,
      ...offerTools({ tools, choice: toToolChoice(asked.tool_choice), isSerial, turns }, offerNames),
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
