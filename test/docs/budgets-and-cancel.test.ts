import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { codeBlocks, readDoc } from './markdown.ts';

const doc = readDoc('docs/protocols.md');
const section = (title: string) => doc.split(new RegExp(`^### ${title}$`, 'm'))[1]?.split(/^##/m)[0] ?? '';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ cancel: 'on', plans: { standard: { budget: { day: { tokens: 20_000 } } } } });
});
afterAll(() => stage.close());

test('what is left of a budget is told as docs/protocols.md shows it', async () => {
  const example = codeBlocks(doc, 'json').find((block) => block.includes('resetsAt')) ?? '';
  const answer = await stage.ask('hello', { accept: 'application/json' });
  const { budget }: { budget: { day: { resetsAt: string } } } = JSON.parse(await answer.text());
  expect(budget.day.resetsAt).toMatch(/^\d{4}-\d\d-\d\dT00:00:00Z$/);
  expect({ day: { ...budget.day, resetsAt: expect.any(String) } }).toEqual(JSON.parse(example));
});

test('a request is cancelled by the command of docs/protocols.md, and answered as it shows', async () => {
  const [example = ''] = codeBlocks(section('Cancel'), 'console');
  const [, method, path = '', shown = ''] = /^\$ curl -X (\w+) .*"\$\{URL\}(.+)"\n(.+)\n$/.exec(example) ?? [];
  const answer = await stage.ask('steady', { accept: 'text/event-stream' });
  const id = answer.headers.get('x-request-id') ?? '';
  const withId = (text: string) => text.replace('4f1c…', id);
  const headers = { 'x-api-key': stage.apiKey ?? '' };
  const cancelled = await fetch(`${stage.url}${withId(path)}`, { method: method ?? '', headers });
  expect(await cancelled.json()).toEqual(JSON.parse(withId(shown)));
  expect(await answer.text()).toContain('"kind":"cancelled"');
});

test('the headers that docs/protocols.md names are there, and no other of their kind', async () => {
  const named = [...section('Budgets').matchAll(/`((?:x|anthropic)-ratelimit-[\w-]+)`/g)].map(([, name = '']) => name);
  const { headers } = await fetch(`${stage.url}v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': stage.apiKey ?? '' },
    body: JSON.stringify({ model: 'hello', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] }),
  });
  const told = [...headers.keys()].filter((name) => name.includes('ratelimit'));
  expect(new Set(told)).toEqual(new Set(named));
});
