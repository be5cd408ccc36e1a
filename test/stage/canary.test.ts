import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
const canaries = [
  'canary-prompt',
  'canary-system',
  'canary-history',
  'canary-query',
  'canary-header',
  'canary-model',
  'canary-field',
];

beforeAll(async () => {
  const settings = { systemPrompt: 'canary-deployment', idleSeconds: 10, marginSeconds: 1 };
  stage = await startTestStage(settings);
});
afterAll(() => stage.close());

/** Success, refusals by the gateway, by the function and by Bedrock, failures in the middle; all with canaries in them. */
const requests: [path: string, method: string, body?: object | string][] = [
  ...['normal', 'reasoning', 'tools', 'unicode'].map((model): [string, string, object] => ['chat', 'POST', { model }]),
  ...['refused-throttling', 'refused-validation', 'refused-access-denied', 'refused-not-json', 'cut-at-start'].map(
    (model): [string, string, object] => ['chat', 'POST', { model }],
  ),
  ...['midway-throttling', 'midway-truncated', 'midway-bad-crc', 'midway-reset', 'midway-stall'].map(
    (model): [string, string, object] => ['chat', 'POST', { model }],
  ),
  ['chat?message=canary-query', 'GET'],
  ['chat?canary-field=canary-query', 'GET'],
  ['nowhere?message=canary-query', 'GET'],
  ['chat?message=canary-query', 'DELETE'],
  ['chat', 'POST', { model: 'canary-model' }],
  ['chat', 'POST', { 'canary-field': 1 }],
  ['chat', 'POST', { temperature: 'canary-prompt' }],
  ['chat', 'POST', '{"message": "canary-prompt'],
];

test('no prompt, answer, key or header reaches a log, whatever happens', async () => {
  const accepts = ['text/plain', 'text/event-stream', 'application/json'];
  const answers: string[] = [];
  for (const [path, method, body] of requests) {
    const ask = async (accept: string) => {
      const headers = {
        'x-api-key': stage.apiKey ?? '',
        'x-canary': 'canary-header',
        accept,
        authorization: 'Bearer canary-header',
      };
      const turns = [
        { role: 'user', content: 'canary-history' },
        { role: 'assistant', content: 'canary-history' },
        { role: 'user', content: 'canary-prompt' },
      ];
      const said =
        typeof body === 'object' ? JSON.stringify({ messages: turns, system: 'canary-system', ...body }) : body;
      const answer = await fetch(`${stage.url}${path}`, {
        method,
        headers,
        ...(said !== undefined && { body: said }),
      });
      return answer.text();
    };
    answers.push(...(await Promise.all(accepts.map(ask))));
  }
  const refusals = answers.filter((answer) => answer.includes('"error"') || answer.startsWith('error:'));
  expect(refusals.length).toBeGreaterThan(requests.length);
  await expect
    .poll(() => stage.lines.filter((line) => line.includes('"message":"request"')).length)
    .toBeGreaterThan(40);

  const log = stage.lines.join('\n');
  for (const canary of [...canaries, 'canary-deployment']) expect(log).not.toContain(canary);
  expect(log).not.toContain(stage.apiKey);
  for (const said of ['A river begins', 'The river rises', '日本']) expect(log).not.toContain(said);
});

test('a refusal repeats nothing but the names of fields', async () => {
  for (const body of [
    { message: 'canary-prompt', model: 'canary-model' },
    { message: 'canary-prompt', temperature: 'canary-prompt' },
  ]) {
    const text = await (await stage.ask('', { body })).text();
    expect(text).not.toMatch(/canary-(prompt|model)/);
  }
});
