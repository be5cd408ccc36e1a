import type { ChatRequest } from '../../../chat/chat-request.ts';
import {
  boolean,
  type Fields,
  listOf,
  nullish,
  number,
  object,
  oneOf,
  only,
  orText,
  type Shape,
  spokenText,
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
import { toTexts } from '../../request/to-texts.ts';
import { type Echo, toEcho } from './echo.ts';
import { type InputItem, inputItem } from './input-items.ts';
import { toConversation } from './to-conversation.ts';
import { tool, toolChoice } from './tools.ts';

interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly isStreamed: boolean;
  readonly echo: Echo;
}

const nothingIsKept = 'is not supported: this API stores nothing. Send the whole conversation as input';
const notStored = 'can only be false: this API stores nothing';

const unsupported = {
  store: only([false], notStored),
  previous_response_id: only([], nothingIsKept),
  conversation: only([], nothingIsKept),
  prompt: only([], 'is not supported: this API stores no prompts. Send the text as instructions or input'),
  background: only([false], notStored),
  truncation: only(['disabled'], 'can only be disabled: a conversation that is too long is refused'),
  top_logprobs: only([0], 'can only be 0: Bedrock gives no probabilities'),
  max_tool_calls: only([], 'is not supported by Bedrock: leave it out'),
  include: nullish(listOf(oneOf(['reasoning.encrypted_content']), { max: 8 })),
} satisfies Fields;

const format = taggedBy('type', {
  text: object({ type: text }),
  json_object: object({ type: text }),
  json_schema: object({ type: text, ...jsonSchema }),
});

const reasoning = object({
  effort: nullish(effort),
  // Thoughts always come as the model tells them.
  summary: nullish(oneOf(['auto', 'concise', 'detailed'])),
  generate_summary: nullish(oneOf(['auto', 'concise', 'detailed'])),
});

/** Text may come bare or as items; from here on it is items. */
const bareInput: Shape<readonly InputItem[]> = (value, field) => [
  inputItem({ role: 'user', content: spokenText(value, field) }, field),
];

function request(maxMessages: number) {
  return object({
    ...ignored,
    ...unsupported,
    model: nullish(text),
    input: orText(listOf(inputItem, { min: 1, max: maxMessages }), bareInput),
    instructions: nullish(text),
    stream: nullish(boolean),
    stream_options: nullish(object({ include_obfuscation: nullish(boolean) })),
    max_output_tokens: nullish(number({ min: 1, isWhole: true })),
    temperature: nullish(number({ min: 0, max: 1 })),
    top_p: nullish(number({ min: 0, max: 1 })),
    tools: nullish(listOf(tool, { max: maxTools })),
    tool_choice: nullish(toolChoice),
    parallel_tool_calls: nullish(boolean),
    text: nullish(object({ format: nullish(format), verbosity: only(['medium'], 'can only be medium') })),
    reasoning: nullish(reasoning),
    service_tier: nullish(serviceTier),
    metadata: nullish(metadata),
  });
}

export function parseRequest(body: unknown, maxMessages: number): ParsedRequest {
  const asked = request(maxMessages)(body, '');
  const { system, turns } = toConversation(asked.input);
  const { instructions = '' } = asked;
  const isSerial = asked.parallel_tool_calls === false;
  const tools = asked.tools?.map(toTool);
  const told = [...toTexts([{ text: instructions }]), ...system];
  return {
    isStreamed: asked.stream === true,
    echo: toEcho(body),
    chat: {
      turns,
      ...asked.reasoning?.effort,
      ...offerTools({ tools, choice: toToolChoice(asked.tool_choice), isSerial, turns }, offerNames),
      ...omitUndefined({
        system: told.length > 0 ? told : undefined,
        model: asked.model,
        maxTokens: asked.max_output_tokens,
        temperature: asked.temperature,
        topP: asked.top_p,
        outputFormat: toFormat(asked.text?.format),
        serviceTier: asked.service_tier,
        metadata: asked.metadata,
      }),
    },
  };
}

function toFormat(asked: ReturnType<typeof format> | undefined): ChatRequest['outputFormat'] {
  if (asked === undefined || !('schema' in asked)) return asked?.type === 'json_object' ? {} : undefined;
  return toOutputFormat(asked);
}
