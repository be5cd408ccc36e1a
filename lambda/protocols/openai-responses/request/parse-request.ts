import type { ChatRequest } from '../../../chat/chat-request.ts';
import { neutral, nullish, only, wish } from '../../../read/accepted.ts';
import { anyJson } from '../../../read/json-shapes.ts';
import {
  boolean,
  type Fields,
  listOf,
  number,
  object,
  oneOf,
  orText,
  type Shape,
  spokenText,
  taggedBy,
  text,
} from '../../../read/shape.ts';
import { omitUndefined } from '../../../read/omit-undefined.ts';
import { invalid } from '../../../read/invalid.ts';
import { stringifyExactly } from '../../../read/exact-json.ts';
import type { Ignored } from '../../../read/ignored.ts';
import { maxMessages, maxTools } from '../../request/limits.ts';
import { metadata } from '../../request/metadata.ts';
import { matters } from '../../request/matters.ts';
import { misplaced } from '../../request/misplaced.ts';
import { offerTools } from '../../request/offer-tools.ts';
import { effort } from '../../request/effort.ts';
import { toToolChoice } from '../../openai/function-tool.ts';
import { notUsed } from '../../openai/not-used.ts';
import { jsonSchema, toOutputFormat } from '../../openai/json-schema.ts';
import { serviceTier } from '../../openai/service-tier.ts';
import { toTexts } from '../../request/to-texts.ts';
import type { ParseConfig } from '../../protocol.ts';
import type { TurnWish } from '../../../asked-turn.ts';
import { type Echo, toEcho } from './echo.ts';
import { type InputItem, inputItem } from './input-items.ts';
import { toConversation } from './to-conversation.ts';
import { tool, toolChoice, toTool } from './tools.ts';
import { toWish } from './to-wish.ts';

interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly turn: TurnWish;
  readonly isStreamed: boolean;
  readonly echo: Echo;
}

const nothingIsKept = 'is not supported: this API stores nothing. Send the whole conversation as input';
const notByBody =
  'is not supported: name the conversation in the header X-Conversation-ID, or send previous_response_id';
const notStored = 'can only be false: this API stores nothing';

/** What an answer may hold besides. What belongs to tools that OpenAI runs is never there. */
const included: Shape<string> = (value, field) => {
  if (value === 'message.output_text.logprobs')
    throw invalid(field, 'is not supported: Bedrock gives no probabilities');
  return text(value, field);
};

/** Accepted and not used: none of them changes what this answer says. */
const notUsedHere = {
  // Where nothing is stored, the response says so.
  store: nullish(boolean),
  // A conversation that is too long is refused either way: by its length, and not by a shorter one unasked.
  truncation: nullish(oneOf(['auto', 'disabled'])),
  // It counts the calls of tools that OpenAI runs, and there are none.
  max_tool_calls: nullish(anyJson),
  include: nullish(listOf(included, { max: 32 })),
};

const unsupported = {
  ...matters,
  conversation: only([], nothingIsKept),
  prompt: only([], 'is not supported: this API stores no prompts. Send the text as instructions or input'),
  background: only([false], notStored),
  stop: only([], 'is not supported: Responses has no stop sequences. Use Chat Completions'),
  ...misplaced({
    functions: 'tools',
    max_completion_tokens: 'max_output_tokens',
    max_tokens: 'max_output_tokens',
    messages: 'input',
    output_config: 'reasoning.effort, or text.format',
    reasoning_effort: 'reasoning.effort',
    response_format: 'text.format',
    stop_sequences: 'no stop sequences: Responses has none',
    system: 'instructions',
    thinking: 'reasoning.effort',
  }),
} satisfies Fields;

const format = taggedBy('type', {
  text: object({ type: text }),
  json_object: object({ type: text }),
  json_schema: object({ type: text, ...jsonSchema }),
});

const reasoning = object({
  effort: nullish(effort),
  // Thoughts always come as the model tells them.
  summary: nullish(anyJson),
  generate_summary: nullish(anyJson),
  context: nullish(anyJson),
});

/** Text may come bare or as items; from here on it is items. */
const bareInput: Shape<readonly InputItem[]> = (value, field) => [
  inputItem({ role: 'user', content: spokenText(value, field) }, field),
];

const fields = {
  ...notUsed,
  ...notUsedHere,
  ...unsupported,
  model: nullish(text),
  input: orText(listOf(inputItem, { min: 1, max: maxMessages }), bareInput),
  instructions: nullish(text),
  stream: nullish(boolean),
  stream_options: nullish(object({ include_obfuscation: nullish(boolean) })),
  max_output_tokens: nullish(number({ min: 1, isWhole: true })),
  temperature: nullish(number({ min: 0, max: 1 })),
  top_p: nullish(number({ min: 0, max: 1 })),
  // Not OpenAI's, but what other servers take.
  top_k: neutral([0, -1], number({ min: 1, isWhole: true })),
  tools: nullish(listOf(tool, { max: maxTools })),
  tool_choice: nullish(toolChoice),
  parallel_tool_calls: nullish(boolean),
  text: nullish(object({ format: nullish(format), verbosity: wish(['medium']) })),
  reasoning: nullish(reasoning),
  service_tier: nullish(serviceTier),
  metadata: nullish(metadata),
};

const request = object({ ...fields, conversation: only([], notByBody), previous_response_id: nullish(text) });
const requestAlone = object({ ...fields, previous_response_id: only([], nothingIsKept) });

export function parseRequest(
  body: unknown,
  { maxTurns, conversations }: Pick<ParseConfig, 'maxTurns' | 'conversations'>,
  ignored: Ignored,
): ParsedRequest {
  const asked = conversations ? request(body, '', ignored) : requestAlone(body, '', ignored);
  const previous = asked.previous_response_id;
  const limits = { maxTurns, isWhole: previous === undefined };
  const { system, turns } = toConversation(asked.input, toTexts([{ text: asked.instructions ?? '' }]), limits);
  const isSerial = asked.parallel_tool_calls === false;
  const tools = asked.tools?.map(toTool);
  const echo = toEcho(body);
  return {
    isStreamed: asked.stream === true,
    echo,
    turn: conversations ? { ...toWish(previous, asked.store), echo: stringifyExactly(echo) } : {},
    chat: {
      turns,
      ...asked.reasoning?.effort,
      ...offerTools({ tools, choice: toToolChoice(asked.tool_choice), isSerial }, 'tool_choice'),
      ...omitUndefined({
        system,
        model: asked.model,
        maxTokens: asked.max_output_tokens,
        temperature: asked.temperature,
        topP: asked.top_p,
        topK: asked.top_k,
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
