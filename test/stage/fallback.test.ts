import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const messages = [{ role: 'user', content: 'hi' }];

/** A request in each protocol, and the end of its answers. */
const protocols = [
  { name: 'text', path: 'chat', accept: 'text/plain', body: { message: 'hi' }, whole: /mountain with it\.$/ },
  { name: 'sse', path: 'chat', accept: 'text/event-stream', body: { message: 'hi' }, whole: /event: done/ },
  { name: 'ndjson', path: 'chat', accept: 'application/x-ndjson', body: { message: 'hi' }, whole: /"type":"done"/ },
  { name: 'json', path: 'chat', accept: 'application/json', body: { message: 'hi' }, whole: /mountain with it\./ },
  { name: 'chat-completions', path: 'v1/chat/completions', body: { messages, stream: true }, whole: /\[DONE\]/ },
  { name: 'responses', path: 'v1/responses', body: { input: 'hi', stream: true }, whole: /response\.completed/ },
  {
    name: 'anthropic',
    path: 'v1/messages',
    body: { messages, max_tokens: 100, stream: true },
    whole: /event: message_stop/,
  },
  {
    name: 'ui-messages',
    path: 'api/chat',
    body: { messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'hi' }] }] },
    whole: /"type":"finish"/,
  },
];

/** What goes wrong, and how it is reported: by the complete answer of the next model, or by a status. */
const faults: [scenario: string, told: 'whole' | number][] = [
  ['refused-throttling', 'whole'],
  ['refused-exception-first', 'whole'],
  ['refused-service-unavailable', 'whole'],
  ['refused-model-not-ready', 'whole'],
  ['refused-model-timeout', 'whole'],
  ['refused-model-error', 'whole'],
  ['refused-internal-server', 'whole'],
  ['refused-not-json', 'whole'],
  ['cut-at-start', 'whole'],
  ['stall-at-start', 'whole'],
  ['refused-validation', 400],
  ['refused-access-denied', 403],
  ['refused-resource-not-found', 404],
];

/** What goes wrong after the first event, and the status of the format that had not begun by then. */
const later: [scenario: string, buffered: number][] = [
  ['midway-throttling', 429],
  ['midway-service-unavailable', 503],
  ['midway-cut', 502],
];

let stage: TestStage;
beforeAll(async () => {
  // An alias for each protocol: a model that has just failed rests.
  const broken = [...faults, ...later].flatMap(([scenario]) =>
    protocols.map(({ name }) => [`${scenario}.${name}`, { id: `local.${scenario}`, fallbacks: ['normal'] }]),
  );
  const models = {
    normal: 'local.normal',
    ...Object.fromEntries(broken),
    'no-tools': { id: 'local.normal', family: 'mistral-7b' },
    picky: { id: 'local.refused-throttling', fallbacks: ['no-tools', 'normal'] },
  };
  // Far longer than a busy machine takes to be refused, and every environment has begun by then.
  stage = await startTestStage({ models, fallbackAfterSeconds: 3, idleSeconds: 20, marginSeconds: 1 });
  await Promise.all(protocols.map((protocol) => ask('normal', protocol)));
});
afterAll(() => stage.close());

async function ask(alias: string, { path, accept, body }: { path: string; accept?: string; body: object }) {
  const response = await fetch(`${stage.url}${path}`, {
    method: 'POST',
    headers: {
      'x-api-key': stage.apiKey ?? '',
      authorization: `Bearer ${stage.apiKey}`,
      'content-type': 'application/json',
      ...(accept !== undefined && { accept }),
    },
    body: JSON.stringify({ ...body, model: alias }),
  });
  return { response, text: await response.text() };
}

/** Requests this scenario in each protocol. Counts the calls to Bedrock, for it and for its fallback. */
async function askInEach(scenario: string) {
  const from = stage.seen.length;
  const answers = await Promise.all(
    protocols.map(async (protocol) => ({ ...protocol, ...(await ask(`${scenario}.${protocol.name}`, protocol)) })),
  );
  const asked = stage.seen.slice(from).map((request) => /local\.([\w-]+)/.exec(request.path)?.[1]);
  const count = (name: string) => asked.filter((one) => one === name).length;
  return { answers, counts: [count(scenario), count('normal')] };
}

describe('before the first event', () => {
  test.each(faults)('%s → %s, in every protocol', async (scenario, told) => {
    const { answers, counts } = await askInEach(scenario);
    const isWhole = told === 'whole';
    expect(counts, 'one attempt each').toEqual([protocols.length, isWhole ? protocols.length : 0]);
    for (const { name, response, text, whole } of answers) {
      const servedBy = response.headers.get('x-rivulet-served-by');
      expect([name, response.status, servedBy]).toEqual(isWhole ? [name, 200, 'normal'] : [name, told, null]);
      if (isWhole) expect(text).toMatch(whole);
    }
  });
});

describe('after the first event, no other model is called', () => {
  test.each(later)('%s, in every protocol', async (scenario, buffered) => {
    const { answers, counts } = await askInEach(scenario);
    expect(counts).toEqual([protocols.length, 0]);
    for (const { name, response, text, whole } of answers) {
      const head = [response.status, response.headers.get('x-rivulet-served-by')];
      expect([name, ...head]).toEqual(name === 'json' ? [name, buffered, null] : [name, 200, `${scenario}.${name}`]);
      expect(text).not.toMatch(whole);
    }
  });
});

const sse = { path: 'chat', accept: 'text/event-stream', body: { message: 'hi' } };
const completion = { path: 'v1/chat/completions', body: { messages, stream: true } };
const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }];
const servedBy = ({ response }: Awaited<ReturnType<typeof ask>>) => response.headers.get('x-rivulet-served-by');

test('a fallback whose family does not accept the request is skipped', async () => {
  const withTools = { ...completion, body: { ...completion.body, tools } };
  expect(servedBy(await ask('picky', completion))).toBe('no-tools');
  expect(servedBy(await ask('picky', withTools))).toBe('normal');
});

test('a model without fallbacks does not report who served', async () => {
  expect(servedBy(await ask('normal', sse))).toBeNull();
});

test('the log has who was called and who served', async () => {
  await ask('refused-throttling.sse', sse);
  await expect
    .poll(() => stage.lines.join('\n'))
    .toContain('"gen_ai.request.model":"refused-throttling.sse","gen_ai.response.model":"normal"');
});
