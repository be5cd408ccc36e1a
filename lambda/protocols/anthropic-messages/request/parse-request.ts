import type { ChatRequest, Turn } from '../../../chat/chat-request.ts';
import { type Effort, efforts } from '../../../chat/chat-request.ts';
import type { CachePoint } from '../../../chat/content.ts';
import { neutral, nullish, only } from '../../../read/accepted.ts';
import { objectSchema } from '../../../read/json-shapes.ts';
import { boolean, listOf, nonEmptyText, number, object, oneOf, type Shape, text } from '../../../read/shape.ts';
import { omitUndefined } from '../../../read/omit-undefined.ts';
import { checkTurns } from '../../request/check-turns.ts';
import { ignore, type Ignored } from '../../../read/ignored.ts';
import { maxMessages, maxStopSequences, maxTools } from '../../request/limits.ts';
import { isMetadata } from '../../request/metadata.ts';
import { matters } from '../../request/matters.ts';
import { misplaced } from '../../request/misplaced.ts';
import { offerTools } from '../../request/offer-tools.ts';
import { cacheControl, withCachePoint } from '../../request/cache-control.ts';
import { content, systemText } from './content.ts';
import { contextManagement } from './context-management.ts';
import { thinking, toReasoning } from './thinking.ts';
import { tool, toolChoice, toTool, toToolChoice } from './tools.ts';
import { toTurn } from './to-turn.ts';

interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly isStreamed: boolean;
}

const format = object({ type: oneOf(['json_schema']), schema: objectSchema });

const effort = nullish(oneOf(efforts));

/** The last effort that a message asks for holds from then on. */
const message = object({
  role: oneOf(['user', 'assistant', 'system']),
  content,
  output_config: nullish(object({ effort })),
});

const unsupported = {
  ...matters,
  context_management: nullish(contextManagement),
  speed: only(['standard'], 'can only be standard'),
  thread: only([], 'is not supported: this API stores nothing'),
  ...misplaced({
    functions: 'tools',
    instructions: 'system',
    max_completion_tokens: 'max_tokens',
    max_output_tokens: 'max_tokens',
    parallel_tool_calls: 'tool_choice.disable_parallel_tool_use',
    reasoning: 'thinking',
    reasoning_effort: 'output_config.effort',
    response_format: 'output_config.format',
    stop: 'stop_sequences',
    text: 'output_config.format',
  }),
};

/** What a token count is asked with, too. */
const prompt = {
  ...unsupported,
  model: text,
  messages: listOf(message, { min: 1, max: maxMessages }),
  system: nullish(systemText),
  tools: nullish(listOf(tool, { max: maxTools })),
  tool_choice: nullish(toolChoice),
  thinking: nullish(thinking),
  output_config: nullish(object({ effort, format: nullish(format) })),
  // What it was called first.
  output_format: nullish(format),
  cache_control: cacheControl,
};

/** A hint: one that Bedrock's record can't hold is not worth a refusal. */
const userId: Shape<string | undefined> = (value, field, ignored) => {
  const user = text(value, field);
  if (user !== '' && isMetadata(user)) return user;
  if (user !== '' && ignored) ignore(ignored, field);
  return undefined;
};

const sampling = {
  max_tokens: number({ min: 1, isWhole: true }),
  stream: nullish(boolean),
  temperature: nullish(number({ min: 0, max: 1 })),
  top_p: nullish(number({ min: 0, max: 1 })),
  top_k: neutral([0, -1], number({ min: 1, isWhole: true })),
  stop_sequences: nullish(listOf(nonEmptyText, { max: maxStopSequences })),
  service_tier: nullish(oneOf(['auto', 'standard_only'])),
  metadata: nullish(object({ user_id: nullish(userId) })),
};

const request = object({ ...prompt, ...sampling });

export function parseRequest(body: unknown, maxTurns: number, ignored: Ignored): ParsedRequest {
  const asked = request(body, '', ignored);
  const user = asked.metadata?.user_id;
  return {
    isStreamed: asked.stream === true,
    chat: {
      ...toPrompt(asked, maxTurns),
      ...omitUndefined({
        maxTokens: asked.max_tokens,
        temperature: asked.temperature,
        topP: asked.top_p,
        topK: asked.top_k,
        stopSequences: asked.stop_sequences,
        serviceTier: asked.service_tier === 'standard_only' ? ('default' as const) : undefined,
        metadata: user === undefined ? undefined : { user_id: user },
      }),
    },
  };
}

const countRequest = object(prompt);

export function parseCount(body: unknown, maxTurns: number, ignored: Ignored): ChatRequest {
  return toPrompt(countRequest(body, '', ignored), maxTurns);
}

function toPrompt(asked: ReturnType<typeof countRequest>, maxTurns: number): ChatRequest {
  const turns = cacheLast(asked.messages.flatMap(toTurn), asked.cache_control);
  checkTurns(turns, { field: 'messages', maxTurns });
  const isSerial = asked.tool_choice?.disable_parallel_tool_use === true;
  const tools = asked.tools?.map(toTool);
  const schema = (asked.output_config?.format ?? asked.output_format)?.schema;
  return {
    model: asked.model,
    turns,
    ...offerTools({ tools, choice: toToolChoice(asked.tool_choice), isSerial }, 'tool_choice'),
    ...omitUndefined({
      system: asked.system?.length ? asked.system : undefined,
      reasoning: toReasoning(asked.thinking),
      effort: effortOf(asked),
      outputFormat: schema === undefined ? undefined : { schema },
    }),
  };
}

function effortOf({ messages, output_config: whole }: ReturnType<typeof countRequest>): Effort | undefined {
  return messages.findLast((said) => said.output_config?.effort)?.output_config?.effort ?? whole?.effort;
}

/** On the request as a whole it means its last block. */
function cacheLast(turns: readonly Turn[], point: CachePoint | undefined): readonly Turn[] {
  return turns.map((turn, index) =>
    index === turns.length - 1 ? { ...turn, content: withCachePoint(turn.content, point) } : turn,
  );
}
