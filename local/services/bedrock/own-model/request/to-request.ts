import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { ConverseInput } from '../../converse-input/converse-input.ts';
import { findForced, toFormatOf, toInstruction } from './forced-tool.ts';
import { toEffort } from './to-effort.ts';
import { toMessages } from './to-messages.ts';
import { toTools } from './to-tools.ts';

/**
 * A Converse request in the words of Chat Completions. What only Bedrock does stays out: guardrails, cache points, service tiers, metadata.
 * Throws an `Untranslatable`.
 */
export function toRequest(input: ConverseInput, model: string): ChatCompletionCreateParamsStreaming {
  const { inferenceConfig: { maxTokens, temperature, topP, stopSequences } = {} } = input;
  const effort = toEffort(input);
  const forced = findForced(input);
  return {
    model,
    messages: toMessages(input, forced ? [toInstruction(forced)] : []),
    stream: true,
    stream_options: { include_usage: true },
    // Its successor, max_completion_tokens, is not known to Ollama.
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stopSequences && { stop: stopSequences }),
    ...(effort && { reasoning_effort: effort }),
    ...toTopK(input),
    ...(forced ? toFormatOf(forced) : { ...toTools(input), ...toFormat(input) }),
  };
}

const topK = z.object({ top_k: z.int() });

/** Not OpenAI's, but that of nearly every server of open models. */
function toTopK({ additionalModelRequestFields: fields }: ConverseInput): object {
  return topK.safeParse(fields).data ?? {};
}

function toFormat({ outputConfig }: ConverseInput): Pick<ChatCompletionCreateParamsStreaming, 'response_format'> {
  const asked = outputConfig?.textFormat?.structure.jsonSchema;
  if (!asked) return {};
  const schema: Record<string, unknown> = JSON.parse(asked.schema);
  return {
    response_format: { type: 'json_schema', json_schema: { name: asked.name ?? 'answer', schema, strict: true } },
  };
}
