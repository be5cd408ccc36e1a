import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionFunctionTool,
} from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { ConverseInput } from '../../converse-input/converse-input.ts';
import { toEffort } from './to-effort.ts';
import { toMessages } from './to-messages.ts';
import { Untranslatable } from './untranslatable.ts';

/**
 * A Converse request in the words of Chat Completions. What only Bedrock does stays out: guardrails, cache points, service tiers, metadata.
 * Throws an `Untranslatable`.
 */
export function toRequest(input: ConverseInput, model: string): ChatCompletionCreateParamsStreaming {
  const { inferenceConfig: { maxTokens, temperature, topP, stopSequences } = {} } = input;
  const effort = toEffort(input);
  return {
    model,
    messages: toMessages(input),
    stream: true,
    stream_options: { include_usage: true },
    // Its successor, max_completion_tokens, is not known to Ollama.
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stopSequences && { stop: stopSequences }),
    ...(effort && { reasoning_effort: effort }),
    ...toTopK(input),
    ...toTools(input),
    ...toFormat(input),
  };
}

const topK = z.object({ top_k: z.int() });

/** Not OpenAI's, but that of nearly every server of open models. */
function toTopK({ additionalModelRequestFields: fields }: ConverseInput): object {
  return topK.safeParse(fields).data ?? {};
}

function toTools({ toolConfig }: ConverseInput): Pick<ChatCompletionCreateParamsStreaming, 'tools' | 'tool_choice'> {
  if (!toolConfig) return {};
  const { toolChoice } = toolConfig;
  const tools = toolConfig.tools.flatMap(({ toolSpec, systemTool }): ChatCompletionFunctionTool[] => {
    if (systemTool) throw new Untranslatable(`it has no tool ${systemTool.name} of its own`);
    if (!toolSpec) return [];
    const { name, description, inputSchema, strict } = toolSpec;
    return [
      {
        type: 'function',
        function: {
          name,
          ...(description !== undefined && { description }),
          parameters: { ...inputSchema.json },
          ...(strict !== undefined && { strict }),
        },
      },
    ];
  });
  const forced = toolChoice?.tool?.name;
  // llama.cpp knows no tool by its name here: it is made to call one, and is offered no other.
  if (forced !== undefined)
    return { tools: tools.filter((tool) => tool.function.name === forced), tool_choice: 'required' };
  return { tools, ...(toolChoice && { tool_choice: toolChoice.any ? 'required' : 'auto' }) };
}

function toFormat({ outputConfig }: ConverseInput): Pick<ChatCompletionCreateParamsStreaming, 'response_format'> {
  const asked = outputConfig?.textFormat?.structure.jsonSchema;
  if (!asked) return {};
  const schema: Record<string, unknown> = JSON.parse(asked.schema);
  return {
    response_format: { type: 'json_schema', json_schema: { name: asked.name ?? 'answer', schema, strict: true } },
  };
}
