import { afterEach, expect, test, vi } from 'vitest';
import { askAll } from '../../../scripts/evaluate/ask-all.ts';
import type { Question } from '../../../scripts/evaluate/questions/question.ts';

const asked = { name: 'docs', target: { url: 'https://a.example/', key: 'secret' } };
const questions = ['One?', 'Two?', 'Three?'].map((text): Question => ({ language: 'en', text, documents: ['a.md'] }));

const answer = [
  'event: sources\ndata: {"sources":[{"n":1,"title":"A","snippet":"…","score":0.5}]}',
  'event: delta\ndata: {"text":"A limit."}',
  'event: citation\ndata: {"quotes":[],"location":{"unit":"search-result","result":0,"start":0,"end":1}}',
  'event: done\ndata: {"stopReason":"end_turn"}',
].join('\n\n');
const good = () => new Response(`${answer}\n\n`);
const throttled = (status = 429) =>
  Response.json({ error: { kind: 'throttled', message: 'slow down' } }, { status, headers: { 'retry-after': '3' } });

afterEach(() => vi.unstubAllGlobals());

async function run(respond: (message: string, times: number) => Response) {
  const times = new Map<string, number>();
  const waited: number[] = [];
  const shown: number[] = [];
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    const { message }: { message: string } = JSON.parse(body);
    times.set(message, (times.get(message) ?? 0) + 1);
    return respond(message, times.get(message)!);
  });
  const result = await askAll(asked, {
    questions,
    documents: [{ key: 'a.md', title: 'A' }],
    progress: { show: (_what, done) => void shown.push(done), tell: () => undefined },
    wait: async (ms) => void waited.push(ms),
  });
  return { ...result, waited, shown };
}

test('all questions are asked and judged, in their order', async () => {
  const { verdicts, failed, shown } = await run(good);
  expect(verdicts.map(({ question }) => question.text)).toEqual(['One?', 'Two?', 'Three?']);
  expect(verdicts[0]).toMatchObject({ rank: 1, sentences: 1, citedSentences: 1, falseSources: 0 });
  expect(failed).toEqual([]);
  expect(shown).toEqual([1, 2, 3]);
});

test('a question that is refused for the moment is asked again when the API says so', async () => {
  const { verdicts, waited } = await run((message, times) => (message === 'Two?' && times < 3 ? throttled() : good()));
  expect(verdicts).toHaveLength(3);
  expect(waited).toEqual([3000, 3000]);
});

test('one that stays refused, or is refused for good, is told, and the rest is judged', async () => {
  const { verdicts, failed, waited } = await run((message) => {
    if (message === 'One?') return throttled();
    return message === 'Two?'
      ? Response.json({ error: { kind: 'unknown-model', message: 'no' } }, { status: 404 })
      : good();
  });
  expect(verdicts.map(({ question }) => question.text)).toEqual(['Three?']);
  expect(failed.map(({ text }) => text)).toEqual(['One?', 'Two?']);
  expect(failed[0]?.reason).toContain('429: slow down');
  expect(waited).toHaveLength(3);
});

test('an API that can’t be reached ends it', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  const options = { questions, documents: [], progress: { show: () => undefined, tell: () => undefined } };
  await expect(askAll(asked, options)).rejects.toThrow('fetch failed');
});
