import { z } from 'zod';
import { toTokens } from '../answerer/words.ts';
import { parseJson } from '../seen-request.ts';
import type { Exchange } from '../wire/exchange.ts';
import { refuse, sendBody } from '../wire/refusal.ts';
import { toVector } from './to-vector.ts';

/** What every answer says of itself, since a vector can't. Bedrock's have no such field. */
const model = 'the local stand-in, whose vectors mean nothing';

const titan = z.strictObject({
  inputText: z.string().min(1).max(50_000),
  dimensions: z.literal([256, 512, 1024]).default(1024),
  normalize: z.boolean().default(true),
});

const purpose = z.enum(['search_document', 'search_query', 'classification', 'clustering']);

const cohere = z.strictObject({
  texts: z.array(z.string().min(1).max(400_000)).min(1).max(96),
  input_type: purpose,
  truncate: z.enum(['NONE', 'START', 'END', 'LEFT', 'RIGHT']).default('NONE'),
  embedding_types: z.tuple([z.literal('float')]),
  output_dimension: z.literal([256, 512, 1024, 1536]).default(1024),
});

const nova = z.strictObject({
  taskType: z.literal('SINGLE_EMBEDDING'),
  singleEmbeddingParams: z.strictObject({
    embeddingPurpose: z.enum(['GENERIC_INDEX', 'TEXT_RETRIEVAL', 'CLASSIFICATION', 'CLUSTERING']),
    embeddingDimension: z.literal([256, 384, 1024, 3072]).default(3072),
    text: z.strictObject({ truncationMode: z.enum(['NONE', 'START', 'END']), value: z.string().min(1).max(50_000) }),
  }),
});

/** By the fields of the request, as each family has its own. Undefined for what none has. */
function toAnswer(body: unknown): { readonly texts: readonly string[]; readonly answer: object } | undefined {
  const asTitan = titan.safeParse(body);
  if (asTitan.success) {
    const { inputText, dimensions } = asTitan.data;
    const inputTextTokenCount = toTokens(inputText).length;
    return { texts: [inputText], answer: { embedding: toVector(inputText, dimensions), inputTextTokenCount } };
  }
  const asCohere = cohere.safeParse(body);
  if (asCohere.success) {
    const { texts, output_dimension: dimensions } = asCohere.data;
    const float = texts.map((text) => toVector(text, dimensions));
    return { texts, answer: { id: 'local', response_type: 'embeddings_by_type', embeddings: { float }, texts } };
  }
  const asNova = nova.safeParse(body);
  if (!asNova.success) return undefined;
  const { embeddingDimension, text } = asNova.data.singleEmbeddingParams;
  const embedding = toVector(text.value, embeddingDimension);
  return { texts: [text.value], answer: { embeddings: [{ embeddingType: 'TEXT', embedding }] } };
}

/** InvokeModel of a model for embeddings: Titan, Cohere or Nova. */
export function invokeEmbedding(body: Uint8Array, exchange: Exchange): Promise<void> {
  const found = toAnswer(parseJson(body));
  if (!found) {
    const message = 'Malformed input request: it is none of Titan’s, Cohere’s or Nova’s for embeddings, or too long.';
    return refuse({ status: 400, type: 'ValidationException', message }, exchange);
  }
  const tokens = found.texts.reduce((sum, text) => sum + toTokens(text).length, 0);
  const headers = { 'content-type': 'application/json', 'x-amzn-bedrock-input-token-count': String(tokens) };
  return sendBody(exchange, { status: 200, headers, body: JSON.stringify({ ...found.answer, model }) });
}
