import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { parseRequest } from '../../../../lambda/protocols/openai-embeddings/parse-request.ts';

const used = (input: number): ChatEvent => ({
  type: 'usage',
  model: 'vectors',
  usage: { input, output: 0, total: input },
});
const end: ChatEvent = { type: 'message-stop', stop: { kind: 'finished', reason: 'embedded' } };
const context = {
  incoming: { requestId: 'r', epochMs: 0 },
  question: { chat: { maxTokens: 0 }, model: { alias: 'vectors' } },
};

async function write(body: object, vectors: readonly (readonly number[])[], events: readonly ChatEvent[]) {
  const { format, embedding } = parseRequest(Buffer.from(JSON.stringify(body)));
  // The last comes first, as it may with calls side by side.
  for (const [at, vector] of [...vectors.entries()].toReversed()) embedding?.take(at, vector, undefined);
  let text = '';
  async function* all() {
    yield* events;
  }
  for await (const part of format.encode(all(), context)) text += part;
  return JSON.parse(text);
}

test('vectors are in the order of their texts, and the tokens of all rounds are added up', async () => {
  const told = await write(
    { input: ['a', 'b'] },
    [
      [1, 2],
      [3, 4],
    ],
    [used(5), used(7), { type: 'message-start' }, end],
  );
  expect(told).toEqual({
    object: 'list',
    data: [
      { object: 'embedding', index: 0, embedding: [1, 2] },
      { object: 'embedding', index: 1, embedding: [3, 4] },
    ],
    model: 'vectors',
    usage: { prompt_tokens: 12, total_tokens: 12 },
  });
});

test('as base64 a vector is its 32-bit numbers, the smallest byte first', async () => {
  const told = await write({ input: 'a', encoding_format: 'base64' }, [[1, -0.5]], [used(1), end]);
  expect(told.data[0].embedding).toBe(Buffer.from(Float32Array.of(1, -0.5).buffer).toString('base64'));
});

test('a list without its end is none', async () => {
  await expect(write({ input: 'a' }, [[1]], [])).rejects.toThrow();
});

test('tokens of another model are refused by their field', () => {
  expect(() => parseRequest(Buffer.from('{"input":[[1,2]]}'))).toThrow(/no list of tokens/);
});
