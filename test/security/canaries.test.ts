import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { placesIn, put, textsIn } from '../fixtures/hostile/places.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

// As test/stage/canary.test.ts, for every protocol and every place: what a client says is in no log, and no refusal repeats it.

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({
    modelNames: { haiku: 'capable' },
    systemPrompt: 'canary-of-the-deployment',
    maxBodyBytes: 100_000,
  });
});
afterAll(() => stage.close());

const canary = 'canary-7f3a9c';

/** What a refusal may repeat, to the caller who said it: which call has no result, which tool has a name twice. */
const isName = /(id|Id|name)$/;

async function send(path: string, body: unknown, headers: Record<string, string> = {}) {
  const key = stage.apiKey ?? '';
  const answered = await fetch(`${stage.url}${path.slice(1)}`, {
    method: 'POST',
    headers: { 'x-api-key': key, authorization: `Bearer ${key}`, 'x-title': canary, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answered.status, text: await answered.text(), headers: JSON.stringify([...answered.headers]) };
}

function expectNoCanary() {
  const log = stage.lines.join('\n');
  expect(log).not.toContain('canary');
  expect(log).not.toContain(stage.apiKey);
  // The stand-in's own answer.
  expect(log).not.toContain('A river begins');
}

describe.each(fullRequests)('what a client says to $protocol', ({ path, body }) => {
  test('in any text of its request', async () => {
    const statuses = new Set<number>();
    for (const place of textsIn(body)) {
      const { status, text } = await send(path, put(body, place, `${canary} ${place.join('-')}`));
      statuses.add(status);
      if (status >= 400 && !isName.test(place.join('.'))) expect(text).not.toContain(canary);
    }
    expect(statuses).toContain(400);
    expect(stage.lines.length).toBeGreaterThan(0);
    expectNoCanary();
  });

  test('in fields that are not known, or of a wrong kind', async () => {
    for (const place of placesIn(body)) await send(path, put(body, [...place, 'note'], { [canary]: canary }));
    for (const place of textsIn(body)) {
      const { status, text } = await send(path, put(body, place, [{ [canary]: canary }]));
      // A refusal names fields, and a field's name is the client's own.
      if (status >= 400) expect(text.replaceAll(/[\w.[\]]*canary-7f3a9c[\w.[\]]*: /g, '')).not.toContain(canary);
    }
    expectNoCanary();
  });

  test('in a body that is broken, or too large', async () => {
    const json = JSON.stringify(put(body, ['note'], canary));
    const broken = [json.slice(0, -1), `${json}${canary}`, `{"${canary}": ${canary}}`, json.padEnd(200_000, canary)];
    for (const said of broken) {
      const { status, text } = await send(path, said);
      expect([400, 413]).toContain(status);
      expect(text).not.toContain(canary);
    }
    expectNoCanary();
  });
});

test.each([
  'midway-throttling',
  'midway-reset',
  'refused-validation',
  'refused-not-json',
  'tool-cut',
  'midway-bad-crc',
])('nor what it said before the model failed: %s', async (model) => {
  for (const { path, body } of fullRequests) await send(path, put(put(body, ['model'], model), ['user'], canary));
  expectNoCanary();
});

test.each([
  { 'x-api-key': canary, authorization: `Bearer ${canary}` },
  { 'x-api-key': `standard.${canary}`.padEnd(40, 'x'), authorization: `Bearer standard.${canary}`.padEnd(40, 'x') },
  { 'x-api-key': '', authorization: `Bearer eyJhbGciOiJSUzI1NiJ9.${canary}.${canary}` },
  { 'x-api-key': '', authorization: `Basic ${canary}` },
  { 'x-api-key': '', authorization: `AWS4-HMAC-SHA256 Credential=${canary}` },
])('nor a credential that is refused: %j', async (headers) => {
  for (const { path, body } of fullRequests) {
    const answered = await send(path, body, headers);
    expect([401, 403]).toContain(answered.status);
    expect(answered.text + answered.headers).not.toContain(canary);
  }
  expectNoCanary();
});
