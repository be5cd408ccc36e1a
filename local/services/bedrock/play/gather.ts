import { z } from 'zod';
import type { StreamEvent } from '../wire/frames.ts';

const blockStart = z.object({
  contentBlockIndex: z.int(),
  start: z.object({ toolUse: z.looseObject({}).optional() }),
});
const blockDelta = z.object({
  contentBlockIndex: z.int(),
  delta: z
    .object({
      text: z.string(),
      toolUse: z.object({ input: z.string() }),
      reasoningContent: z.object({ text: z.string(), signature: z.string(), redactedContent: z.string() }).partial(),
      citation: z.looseObject({}),
    })
    .partial(),
});
const messageStop = z.object({ stopReason: z.string() });
const metadata = z.object({ usage: z.looseObject({}), metrics: z.looseObject({}) });

type Delta = z.infer<typeof blockDelta>['delta'];

interface Block {
  toolUse?: object | undefined;
  readonly deltas: Delta[];
}

/**
 * The Converse response with the same content as a stream's events; undefined when they don't reach `messageStop`.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function gather(events: readonly StreamEvent[]): object | undefined {
  const blocks = new Map<number, Block>();
  const openBlock = (index: number): Block => {
    const block = blocks.get(index) ?? { deltas: [] };
    blocks.set(index, block);
    return block;
  };
  let stop: object | undefined;
  let totals = { usage: {}, metrics: {} };
  for (const { event, data } of events) {
    if (event === 'contentBlockStart') {
      const { contentBlockIndex, start } = blockStart.parse(data);
      openBlock(contentBlockIndex).toolUse = start.toolUse;
    } else if (event === 'contentBlockDelta') {
      const { contentBlockIndex, delta } = blockDelta.parse(data);
      openBlock(contentBlockIndex).deltas.push(delta);
    } else if (event === 'messageStop') stop = messageStop.parse(data);
    else if (event === 'metadata') totals = metadata.parse(data);
  }
  const content = [...blocks.values()].map(toContentBlock);
  return stop && { output: { message: { role: 'assistant', content } }, ...stop, ...totals };
}

function toContentBlock({ toolUse, deltas }: Block): object {
  if (toolUse !== undefined) {
    const input = deltas.map((delta) => delta.toolUse?.input ?? '').join('');
    return { toolUse: { ...toolUse, input: JSON.parse(input || '{}') } };
  }
  const reasoning = deltas.flatMap((delta) => delta.reasoningContent ?? []);
  if (reasoning.length > 0) return { reasoningContent: toReasoning(reasoning) };
  const text = deltas.map((delta) => delta.text ?? '').join('');
  const citations = deltas.flatMap((delta) => delta.citation ?? []);
  return citations.length > 0 ? { citationsContent: { content: [{ text }], citations } } : { text };
}

function toReasoning(parts: readonly NonNullable<Delta['reasoningContent']>[]): object {
  const redactedContent = parts.map((part) => part.redactedContent ?? '').join('');
  if (redactedContent !== '') return { redactedContent };
  const signature = parts.find((part) => part.signature !== undefined)?.signature;
  return { reasoningText: { text: parts.map((part) => part.text ?? '').join(''), ...(signature && { signature }) } };
}
