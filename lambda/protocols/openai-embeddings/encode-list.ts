import type { ChatEvent } from '../../chat/chat-event.ts';
import { incomplete } from '../../chat/cut-short.ts';
import { fold } from '../../chat/fold.ts';
import type { Embedding } from '../../embedding.ts';
import { toJson } from '../../read/to-json.ts';
import type { AnswerContext, Format } from '../protocol.ts';

export const encodings = ['float', 'base64'] as const;
export type Encoding = (typeof encodings)[number];

/** How the list is written, and what takes the vectors that it will have. */
export function toFormat(encoding: Encoding): { readonly format: Format; readonly take: Embedding['take'] } {
  const vectors: (readonly number[])[] = [];
  let madeBy: string | undefined;

  async function* encode(
    events: AsyncIterable<ChatEvent>,
    { question: { model } }: AnswerContext,
  ): AsyncGenerator<string> {
    const { usage } = await fold(events);
    if (!usage) throw incomplete();
    yield '{"object":"list","data":[';
    // One by one: all of them as one text may be a hundred megabytes.
    for (const [index, vector] of vectors.entries()) {
      const written = { object: 'embedding', index, embedding: write(vector, encoding) };
      yield (index === 0 ? '' : ',') + toJson(written);
    }
    const { input } = usage;
    yield `],"model":${toJson(madeBy ?? model.alias)},"usage":${toJson({ prompt_tokens: input, total_tokens: input })}}`;
  }

  return {
    format: { name: 'embeddings', mediaType: 'application/json', hasHeartbeat: false, encode },
    take(at, vector, model) {
      vectors[at] = vector;
      madeBy = model;
    },
  };
}

/** As OpenAI has it: 32-bit numbers, the smallest byte first. */
function write(vector: readonly number[], encoding: Encoding): readonly number[] | string {
  if (encoding === 'float') return vector;
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString('base64');
}
