import type { ChatRequest, Turn } from '../../../chat/chat-request.ts';
import { efforts } from '../../../chat/chat-request.ts';
import type { CachePoint } from '../../../chat/content.ts';
import {
  boolean,
  listOf,
  nonEmptyText,
  nullish,
  number,
  object,
  objectSchema,
  oneOf,
  only,
  text,
} from '../../../read/shape.ts';
import { omitUndefined } from '../../../read/omit-undefined.ts';
import { checkTurns } from '../../request/check-turns.ts';
import { maxStopSequences, maxTools } from '../../request/limits.ts';
import { isMetadata } from '../../request/metadata.ts';
import { offerTools } from '../../request/offer-tools.ts';
import { cacheControl, withCachePoint } from './cache-control.ts';
import { content, systemText } from './content.ts';
import { thinking, toReasoning } from './thinking.ts';
import { offerNames, tool, toolChoice, toTool, toToolChoice } from './tools.ts';
import { toTurn } from './to-turn.ts';

interface ParsedRequest {
  readonly chat: ChatRequest;
  readonly isStreamed: boolean;
}

const format = object({ type: oneOf(['json_schema']), schema: objectSchema });

/** What a token count is asked with, too. */
function prompt(maxMessages: number) {
  return {
    model: text,
    messages: listOf(object({ role: oneOf(['user', 'assistant']), content }), { min: 1, max: maxMessages }),
    system: nullish(systemText),
    tools: nullish(listOf(tool, { max: maxTools })),
    tool_choice: nullish(toolChoice),
    thinking: nullish(thinking),
    output_config: nullish(object({ effort: nullish(oneOf(efforts)), format: nullish(format) })),
    cache_control: cacheControl,
    thread: only([], 'is not supported: this API stores nothing'),
  };
}

const sampling = {
  max_tokens: number({ min: 1, isWhole: true }),
  stream: nullish(boolean),
  temperature: nullish(number({ min: 0, max: 1 })),
  top_p: nullish(number({ min: 0, max: 1 })),
  top_k: nullish(number({ min: 1, isWhole: true })),
  stop_sequences: nullish(listOf(nonEmptyText, { max: maxStopSequences })),
  service_tier: nullish(oneOf(['auto', 'standard_only'])),
  metadata: nullish(object({ user_id: nullish(text) })),
};

export function parseRequest(body: unknown, maxMessages: number): ParsedRequest {
  const asked = object({ ...prompt(maxMessages), ...sampling })(body, '');
  const user = asked.metadata?.user_id;
  return {
    isStreamed: asked.stream === true,
    chat: {
      ...toPrompt(asked),
      ...omitUndefined({
        maxTokens: asked.max_tokens,
        temperature: asked.temperature,
        topP: asked.top_p,
        topK: asked.top_k,
        stopSequences: asked.stop_sequences,
        serviceTier: asked.service_tier === 'standard_only' ? ('default' as const) : undefined,
        // A hint: one that Bedrock's record can't hold is not worth a refusal.
        metadata: user !== undefined && user !== '' && isMetadata(user) ? { user_id: user } : undefined,
      }),
    },
  };
}

export function parseCount(body: unknown, maxMessages: number): ChatRequest {
  return toPrompt(object(prompt(maxMessages))(body, ''));
}

type Prompt = ReturnType<ReturnType<typeof object<ReturnType<typeof prompt>>>>;

function toPrompt(asked: Prompt): ChatRequest {
  const turns = cacheLast(asked.messages.map(toTurn), asked.cache_control);
  checkTurns(turns, { first: 'messages[0].role', last: `messages[${turns.length - 1}].role` });
  const isSerial = asked.tool_choice?.disable_parallel_tool_use === true;
  const tools = asked.tools?.map(toTool);
  const schema = asked.output_config?.format?.schema;
  return {
    model: asked.model,
    turns,
    ...offerTools({ tools, choice: toToolChoice(asked.tool_choice), isSerial, turns }, offerNames),
    ...omitUndefined({
      system: asked.system,
      reasoning: toReasoning(asked.thinking),
      effort: asked.output_config?.effort,
      outputFormat: schema === undefined ? undefined : { schema },
    }),
  };
}

/** On the request as a whole it means its last block. */
function cacheLast(turns: readonly Turn[], point: CachePoint | undefined): readonly Turn[] {
  return turns.map((turn, index) =>
    index === turns.length - 1 ? { ...turn, content: withCachePoint(turn.content, point) } : turn,
  );
}
