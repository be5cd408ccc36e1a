import { expect, test } from 'vitest';
import type { Post } from '../../../lambda/bedrock/post.ts';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { embed } from '../../../lambda/embeddings/embed.ts';
import { type Embedding, embeddingPurposes } from '../../../lambda/embedding.ts';
import { families, type FamilyName } from '../../../lambda/models/families/families.ts';
import type { Model } from '../../../lambda/models/resolve-model.ts';
import { ServiceError } from '../../../lambda/service-error.ts';

const modelOf = (family: FamilyName): Model => ({
  alias: 'vectors',
  id: 'amazon.titan:0',
  foundationModel: 'x',
  family: families[family],
  fallbacks: [],
});

/** A Bedrock that answers so, what it was asked, and what came of it. */
async function run(
  family: FamilyName,
  wish: Partial<Embedding>,
  answer: (body: Readonly<Record<string, unknown>>, at: number) => unknown,
  headers: Record<string, string> = {},
) {
  const asked: [path: string, body: object][] = [];
  const vectors: (readonly number[])[] = [];
  const events: ChatEvent[] = [];
  let atOnce = 0;
  let most = 0;
  const post: Post = async (path, body) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    asked.push([path, body]);
    const at = asked.length - 1;
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    return { json: await answer(Object.fromEntries(Object.entries(body)), at), headers };
  };
  const embedding: Embedding = {
    texts: ['a'],
    purpose: 'search_document',
    take: (at, vector) => void (vectors[at] = vector),
    ...wish,
  };
  const question = {
    id: 'r',
    askedMs: 0,
    caller: { id: 'c', kind: 'key', plan: 'p' },
    operation: 'embed',
    chat: { turns: [], maxTokens: 0 },
    model: modelOf(family),
    embedding,
    signal: new AbortController().signal,
    note: () => undefined,
  } as const;
  for await (const event of embed(question, post)) events.push(event);
  return { asked, vectors, events, most };
}

const numbers = (length: number, value = 0.5) => Array.from({ length }, () => value);
const titanAnswer = () => ({ embedding: numbers(1024), inputTextTokenCount: 3 });
const usages = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === 'usage' ? [event.usage.input] : []));
const failureOf = ({ events }: { events: readonly ChatEvent[] }) => {
  const [event] = events;
  return event?.type === 'failure' ? event : undefined;
};

test('a text is one call of Titan’s, and what it was charged is told', async () => {
  const { asked, vectors, events } = await run('titan-embed', {}, titanAnswer);
  expect(asked).toEqual([['/model/amazon.titan%3A0/invoke', { inputText: 'a', dimensions: 1024, normalize: true }]]);
  expect(vectors).toEqual([numbers(1024)]);
  expect(events).toEqual([
    { type: 'usage', model: 'vectors', usage: { input: 3, output: 0, total: 3 } },
    { type: 'message-start' },
    { type: 'message-stop', stop: { kind: 'finished', reason: 'embedded' } },
  ]);
});

test('many texts are asked side by side, eight at once, and keep their places', async () => {
  const texts = Array.from({ length: 20 }, (_, at) => `${at}`);
  const { vectors, most, events } = await run('titan-embed', { texts, dimensions: 256 }, ({ inputText }) => ({
    embedding: numbers(256, Number(inputText)),
    inputTextTokenCount: 1,
  }));
  expect(most).toBe(8);
  expect(vectors.map(([first]) => first)).toEqual(texts.map(Number));
  // Round by round.
  expect(usages(events)).toEqual([8, 8, 4]);
});

test('Cohere takes 96 texts in one call, and its tokens stand in a header', async () => {
  const texts = Array.from({ length: 97 }, (_, at) => `${at}`);
  const answer = ({ texts: own }: Readonly<Record<string, unknown>>) => ({
    embeddings: { float: Array.isArray(own) ? own.map(() => numbers(1536)) : [] },
  });
  const { asked, vectors, events } = await run('cohere-embed', { texts, purpose: 'search_query' }, answer, {
    'x-amzn-bedrock-input-token-count': '7',
  });
  expect(asked.map(([, body]) => body)).toMatchObject([
    { texts: texts.slice(0, 96), input_type: 'search_query', truncate: 'NONE', output_dimension: 1536 },
    { texts: ['96'] },
  ]);
  expect(vectors).toHaveLength(97);
  expect(usages(events)).toEqual([14]);
});

test('version 3 of Cohere’s is asked for no number of dimensions, and may answer without types', async () => {
  const { asked, vectors } = await run('cohere-embed-3', {}, () => ({ embeddings: [numbers(1024)] }), {
    'x-amzn-bedrock-input-token-count': '7',
  });
  expect(asked[0]?.[1]).not.toHaveProperty('output_dimension');
  expect(vectors).toEqual([numbers(1024)]);
});

test.each(embeddingPurposes)('Nova has a word of its own for %s', async (purpose) => {
  const answer = () => ({ embeddings: [{ embeddingType: 'TEXT', embedding: numbers(3072) }] });
  const { asked, vectors } = await run('nova-embed', { purpose }, answer, { 'x-amzn-bedrock-input-token-count': '7' });
  expect(asked[0]?.[1]).toMatchObject({
    taskType: 'SINGLE_EMBEDDING',
    singleEmbeddingParams: { embeddingPurpose: expect.stringMatching(/^[A-Z_]+$/), text: { truncationMode: 'NONE' } },
  });
  expect(vectors).toHaveLength(1);
});

test('a model that answers makes no vectors', async () => {
  const result = await run('claude-5', {}, titanAnswer);
  expect(result.asked).toEqual([]);
  expect(failureOf(result)?.failure).toMatchObject({ kind: 'invalid-request', details: { field: 'model' } });
});

test('a number of dimensions that a model has not is refused, with those that it has', async () => {
  const result = await run('titan-embed', { dimensions: 100 }, titanAnswer);
  expect(failureOf(result)?.failure).toMatchObject({
    message: 'dimensions: vectors makes vectors of 1024, 512, 256 numbers',
    details: { field: 'dimensions' },
  });
});

test.each([
  ['of a text', 'titan-embed', new ServiceError(400, 'ValidationException'), 'model-refused', /^input\[2\]: /],
  [
    'of one in many',
    'cohere-embed',
    new ServiceError(400, 'ValidationException'),
    'model-refused',
    /^one of input\[0\] to input\[3\]: /,
  ],
  ['of no text', 'titan-embed', new ServiceError(429, 'ThrottlingException'), 'throttled', /^Bedrock is throttling/],
] as const)('one failure %s is told as such, and what the others used', async (_, family, error, kind, words) => {
  const result = await run(family, { texts: ['0', '1', '2', '3'] }, (_body, at) => {
    if (family === 'cohere-embed' || at === 2) throw error;
    return titanAnswer();
  });
  const told = failureOf(result);
  expect(told?.failure).toMatchObject({ kind });
  expect(told?.failure.message).toMatch(words);
  if (family === 'titan-embed') expect(told?.spent?.[0]?.usage.input).toBeGreaterThan(0);
});

test.each([
  ['no vector', { inputTextTokenCount: 1 }],
  ['a short one', { embedding: [1], inputTextTokenCount: 1 }],
  ['no numbers', { embedding: Array.from({ length: 1024 }, () => 'x'), inputTextTokenCount: 1 }],
  ['no count of tokens', { embedding: numbers(1024) }],
])('an answer with %s can’t be read', async (_, answer) => {
  expect(failureOf(await run('titan-embed', {}, () => answer))?.failure.kind).toBe('unreadable');
});
