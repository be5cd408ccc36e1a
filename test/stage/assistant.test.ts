import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  // Any id that names no scenario: the stand-in converses freely.
  const models = { haiku: 'anthropic.claude-haiku-4-5-20251001-v1:0' };
  stage = await startTestStage({ agents: ['assistant'], models, defaultModel: 'haiku' });
});
afterAll(() => stage.close());

const event = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  name: z.string().optional(),
  json: z.string().optional(),
  results: z.array(z.unknown()).optional(),
  isError: z.boolean().optional(),
  stopReason: z.string().optional(),
});

async function ask(message: string) {
  const answer = await stage.ask('assistant', {
    accept: 'application/x-ndjson',
    body: { message, model: 'assistant' },
  });
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  const events = lines.map((line) => event.parse(JSON.parse(line)));
  const join = (key: 'text' | 'json') => events.map((one) => one[key] ?? '').join('');
  return {
    text: join('text'),
    json: join('json'),
    tools: events.flatMap(({ name }) => name ?? []),
    results: events.flatMap(({ results }) => results ?? []).map(String),
    isError: events.some(({ isError }) => isError === true),
    stopReason: events.at(-1)?.stopReason,
  };
}

test.each<[string, string[], RegExp, RegExp]>([
  ['What is 17 times 23?', ['calculator'], /17 \* 23/, /calculator says: 391\n/],
  ['What time is it in Tokyo?', ['clock'], /Asia\/Tokyo/, /clock says: \w+day, .* GMT\+9\n/],
  ['How do budgets work?', ['search_docs'], /budgets/, /search_docs found this in [a-z-]+\.md, ".+":\n/],
  ['What is 2 + 2, and what time is it?', ['calculator', 'clock'], /UTC/, /calculator says: 4\n\nclock says: .* UTC\n/],
])('the example agent is asked: %s', async (question, tools, json, said) => {
  const answer = await ask(question);
  expect(answer).toMatchObject({ tools, isError: false, stopReason: 'end_turn' });
  expect(answer.results).toHaveLength(tools.length);
  expect(answer.json).toMatch(json);
  expect(answer.text).toMatch(said);
  expect(answer.text).toMatch(/stand-in, not a language model/);
});

test('a tool that fails is said to have failed', async () => {
  const answer = await ask('What is 5 / 0?');
  expect(answer).toMatchObject({ tools: ['calculator'], isError: true, stopReason: 'end_turn' });
  expect(answer.text).toMatch(/calculator failed: the result is no finite number\n/);
});

test('a greeting is answered without a tool, with what asks one', async () => {
  const answer = await ask('Hello');
  expect(answer).toMatchObject({ tools: [], results: [], stopReason: 'end_turn' });
  expect(answer.text).toContain('calculator ("What is 17 times 23?")');
});
