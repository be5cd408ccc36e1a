import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { OpenAIEmbeddings } from '@langchain/openai';
import { embedMany } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let stage: TestStage;
let client: OpenAI;
let apiKey = '';
let baseURL = '';

const models = {
  normal: 'local.normal',
  titan: { id: 'local.titan', family: 'titan-embed' },
  cohere: { id: 'local.cohere', family: 'cohere-embed' },
  nova: { id: 'local.nova', family: 'nova-embed' },
};

beforeAll(async () => {
  stage = await startTestStage({
    models,
    defaultModel: 'normal',
    modelNames: { 'text-embedding-3-small': 'titan' },
    plans: { standard: { budget: { day: { tokens: 100_000 } } } },
    cancel: 'on',
    conversations: 'on',
  });
  apiKey = stage.apiKey ?? '';
  baseURL = `${stage.url}v1`;
  client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
});
afterAll(() => stage.close());

const lengthOf = (vector: readonly number[]) => Math.hypot(...vector);

describe('the official client, unmodified', () => {
  test.each([
    ['titan', 1024],
    ['cohere', 1536],
    ['nova', 3072],
    ['text-embedding-3-small', 1024],
  ])('gets the vector of a text from %s', async (model, dimensions) => {
    const { data, usage, object } = await client.embeddings.create({ model, input: 'A river begins' });
    expect([object, data.length, data[0]?.object, data[0]?.index]).toEqual(['list', 1, 'embedding', 0]);
    expect(data[0]?.embedding).toHaveLength(dimensions);
    expect(lengthOf(data[0]?.embedding ?? [])).toBeCloseTo(1);
    expect(usage.prompt_tokens).toBeGreaterThan(0);
    expect(usage.total_tokens).toBe(usage.prompt_tokens);
  });

  test('gets the same as numbers and as base64, which it asks for by itself', async () => {
    const ask = async (encoding_format: 'float' | 'base64' | undefined) => {
      const format = encoding_format === undefined ? {} : { encoding_format };
      const { data } = await client.embeddings.create({
        model: 'titan',
        input: ['a', 'b'],
        dimensions: 256,
        ...format,
      });
      return data.map(({ embedding }) => embedding);
    };
    const [numbers, unsaid] = [await ask('float'), await ask(undefined)];
    expect(numbers.map(({ length }) => length)).toEqual([256, 256]);
    for (const [at, vector] of unsaid.entries())
      for (const [index, value] of vector.entries()) expect(value).toBeCloseTo(numbers[at]?.[index] ?? Number.NaN, 6);
    expect(numbers[0]).not.toEqual(numbers[1]);
  });

  test('gets the vectors of many texts in their order, and each text has always the same', async () => {
    const input = Array.from({ length: 200 }, (_, at) => `text ${at}`);
    const { data } = await client.embeddings.create({ model: 'titan', input, dimensions: 256 });
    expect(data.map(({ index }) => index)).toEqual([...input.keys()]);
    const one = await client.embeddings.create({ model: 'titan', input: 'text 150', dimensions: 256 });
    expect(one.data[0]?.embedding).toEqual(data[150]?.embedding);
  });

  test('is told by the stand-in that its vectors mean nothing', async () => {
    const { model } = await client.embeddings.create({ model: 'titan', input: 'a' });
    expect(model).toBe('the local stand-in, whose vectors mean nothing');
  });

  test.each([
    [{ model: 'normal', input: 'a' }, 'model', /makes no vectors/],
    [{ model: 'titan', input: '' }, 'input', /empty/],
    [{ model: 'titan', input: [] }, 'input', /1 to 2048/],
    [{ model: 'titan', input: ['a', ''] }, 'input[1]', /empty/],
    [{ model: 'titan', input: [1, 2] }, 'input[0]', /list of tokens/],
    [{ model: 'titan', input: [[1, 2]] }, 'input[0]', /list of tokens/],
    [{ model: 'titan', input: 'a', dimensions: 100 }, 'dimensions', /1024, 512, 256/],
    [{ model: 'titan', input: ['a', 'x'.repeat(50_001)] }, 'input[1]', /too long/],
    [{ model: 'titan', input: 'a', encoding_format: 'int8' }, 'encoding_format', /float, base64/],
    [{ model: 'titan', input: 'a', input_type: 'query' }, 'input_type', /search_query/],
  ])('is refused by its field: %j', async (body, field, words) => {
    const answer = await fetch(`${baseURL}/embeddings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(body),
    });
    const { error } = JSON.parse(await answer.text());
    expect([answer.status, error.param]).toEqual([400, field]);
    expect(error.message).toMatch(words);
  });

  test('an unknown model is 404', async () => {
    await expect(client.embeddings.create({ model: 'gpt', input: 'a' })).rejects.toMatchObject({ status: 404 });
  });

  test('a chat with such a model is refused, and names the way', async () => {
    const messages = [{ role: 'user', content: 'hi' }] as const;
    const asking = client.chat.completions.create({ model: 'titan', messages: [...messages] });
    await expect(asking).rejects.toMatchObject({ status: 400, param: 'model', message: /\/v1\/embeddings/ });
  });

  test('lists it as what it is', async () => {
    const { data } = await client.models.list();
    const kinds = data.map((model) => [model.id, Reflect.get(model, 'kind')]);
    expect(Object.fromEntries(kinds)).toEqual({
      normal: undefined,
      titan: 'embedding',
      cohere: 'embedding',
      nova: 'embedding',
    });
  });
});

test('LangChain embeds documents and a query', async () => {
  const embeddings = new OpenAIEmbeddings({ model: 'titan', apiKey, configuration: { baseURL }, maxRetries: 0 });
  const documents = await embeddings.embedDocuments(['one', 'two', 'three']);
  expect(documents.map(({ length }) => length)).toEqual([1024, 1024, 1024]);
  expect(await embeddings.embedQuery('two')).toEqual(documents[1]);
});

test('the AI SDK embeds many', async () => {
  const provider = createOpenAICompatible({ name: 'rivulet', baseURL, apiKey });
  const { embeddings, usage } = await embedMany({
    model: provider.embeddingModel('cohere'),
    values: ['one', 'two'],
    maxRetries: 0,
  });
  expect(embeddings.map(({ length }) => length)).toEqual([1536, 1536]);
  expect(usage.tokens).toBeGreaterThan(0);
});

describe('what holds for answers', () => {
  test('the budget is charged what was used, and nothing is held', async () => {
    const used = async () => {
      const me = await fetch(`${stage.url}me`, { headers: { 'x-api-key': apiKey } });
      return JSON.parse(await me.text()).budget.day.tokens;
    };
    const before = await used();
    const { usage } = await client.embeddings.create({ model: 'titan', input: ['A river begins', 'and ends'] });
    const after = await used();
    expect([after.used - before.used, after.held]).toEqual([usage.total_tokens, 0]);
  });

  test('the log has its protocol, its name and its tokens, and none of its texts', async () => {
    await client.embeddings.create({ model: 'titan', input: 'a secret text' });
    await expect.poll(() => stage.lines.join('\n')).toContain('"protocol":"openai-embeddings"');
    expect(stage.lines.join('\n')).not.toContain('a secret text');
  });

  test('an idempotency key makes no conversation of it', async () => {
    const headers = { 'idempotency-key': 'one', 'x-conversation-id': 'new' };
    const { data } = await client.embeddings.create({ model: 'titan', input: 'a' }, { headers });
    expect(data).toHaveLength(1);
  });
});

test('without such a model there is no such path', async () => {
  const without = await startTestStage({ models: { normal: 'local.normal' } });
  const answer = await fetch(`${without.url}v1/embeddings`, { method: 'POST', body: '{}' });
  await without.close();
  expect(answer.status).toBe(404);
});
