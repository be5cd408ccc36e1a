import { z } from 'zod';

const call = z.object({
  index: z.int().nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});

const delta = z.object({
  content: z.string().nullish(),
  refusal: z.string().nullish(),
  /** llama.cpp, LM Studio, older vLLM. */
  reasoning_content: z.string().nullish(),
  /** Ollama, newer vLLM. */
  reasoning: z.string().nullish(),
  tool_calls: z.array(call).nullish(),
});

const usage = z.object({
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  prompt_tokens_details: z.object({ cached_tokens: z.int().nonnegative().nullish() }).nullish(),
});

/** One event of a streamed Chat Completion, as servers send it: OpenAI's fields, and what many add. */
export const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: delta.nullish(),
        finish_reason: z.string().nullish(),
        /** vLLM: the stop sequence that was written. */
        stop_reason: z.unknown().optional(),
      }),
    )
    .default([]),
  /** What can't be read as a count is none: the answer is whole without. */
  usage: usage.nullish().catch(undefined),
});

export type Chunk = z.infer<typeof chunkSchema>;
export type CallChunk = z.infer<typeof call>;
