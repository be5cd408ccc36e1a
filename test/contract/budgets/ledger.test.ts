import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClientName, clients } from '../../fixtures/clients/every-client.ts';
import { type LogRecord, type Person, signIn } from '../../fixtures/people.ts';
import { watchRequests } from '../../fixtures/running-requests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

/** Ways in which an answer ends. `dear` and `cheap` are models with fallbacks and prices of their own. */
const endings = [
  'normal',
  'hello',
  'tools',
  'cached-usage',
  'reasoning',
  'max-tokens',
  'guardrail-prompt',
  'midway-throttling',
  'midway-truncated',
  'midway-cut',
  'cut-at-start',
  'cut-after-stop',
  'refused-validation',
  'refused-throttling',
  'falls-back',
  'unpriced',
] as const;

const names = Object.keys(clients).filter((name): name is ClientName => name in clients);
const jobs = [
  ...endings.flatMap((model) => names.map((name, i) => ({ name, model, end: i % 5 === 4 ? 'leaves' : 'reads' }))),
  ...names.map((name) => ({ name, model: 'steady', end: 'cancels' })),
] as const;

let stage: TestStage;
let requests: ReturnType<typeof watchRequests>;
let alice: Person;
beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const price = { input: 0.3, output: 1.7, cacheRead: 0.03, cacheWrite: 0.375, cacheWriteOneHour: 0.6 };
  const priced = endings.filter((name) => name !== 'unpriced' && name !== 'falls-back');
  const models = {
    ...Object.fromEntries([...priced, 'steady'].map((name) => [name, `local.${name}`])),
    'falls-back': { id: 'local.refused-service-unavailable', fallbacks: ['cached-usage'] },
    unpriced: 'local.normal',
  };
  const prices = Object.fromEntries([...priced, 'steady', 'falls-back'].map((name) => [name, price]));
  const plans = { standard: { budget: { day: { tokens: 10_000_000, usd: 1_000 }, month: { tokens: 20_000_000 } } } };
  stage = await startTestStage({ access: 'cognito', cancel: 'on', plans, models, prices, defaultModel: 'normal' });
  requests = watchRequests(stage);
  alice = await signIn(stage, 'alice');
});
afterAll(async () => {
  requests.close();
  await stage.close();
});

async function run({ name, model, end }: (typeof jobs)[number], chatId: string): Promise<void> {
  const leaving = new AbortController();
  const asking: typeof fetch = async (input, init = {}) => {
    const signal = AbortSignal.any([leaving.signal, ...(init.signal ? [init.signal] : [])]);
    const response = await fetch(input, { ...init, signal });
    if (end === 'leaves') setTimeout(() => leaving.abort(), 5);
    return response;
  };
  const says = `${model} ${end} ${chatId}`;
  let isOver = false;
  const going = clients[name]({ stage, token: alice.token, model, says, chatId, fetch: asking })
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  if (end === 'cancels') {
    const isAsked = () => stage.seen.some(({ body }) => JSON.stringify(body).includes(`"${says}"`));
    await expect.poll(() => isOver || isAsked()).toBe(true);
    // Whatever runs of it: nobody else runs for long.
    while (!isOver) {
      const over = new Set(alice.records().map(({ requestId }) => requestId));
      const running = (await requests.ofCaller(alice.id)).filter((id) => !over.has(id));
      for (const id of running) await alice.request('DELETE', `requests/${id}`);
      await wait(500);
    }
  }
  await going;
}

const sum = (records: readonly LogRecord[], of: (record: LogRecord) => number) =>
  records.reduce((total, record) => total + of(record), 0);
const modelOf = (record: LogRecord) => record['gen_ai.request.model'];
/** Why it ended: the model's reason, or the kind of the failure. */
const endOf = (record: LogRecord) => record['error.type'] ?? record['gen_ai.response.finish_reasons']?.[0] ?? '';
const toNanoUsd = ({ costUsd = 0 }: LogRecord) => Math.round(costUsd * 1e9);

test('what the log says that answers cost is what the account is charged', { timeout: 600_000 }, async () => {
  const waiting = jobs.map((job, i) => ({ job, chatId: `chat-${i}` }));
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await run(next.job, next.chatId);
  };
  await Promise.all([work(), work(), work(), work()]);

  const held = async () => {
    const { day, month } = await alice.budget();
    return [day?.tokens?.held, day?.usd?.held, month?.tokens?.held];
  };
  await expect.poll(held).toEqual([0, 0, 0]);
  const { day, month } = await alice.budget();
  // The last line is written after the last answer is settled.
  await expect.poll(() => sum(alice.records(), ({ chargedTokens = 0 }) => chargedTokens)).toBe(day?.tokens?.used);
  const records = alice.records();
  expect(records.length).toBeGreaterThanOrEqual(jobs.length);
  expect(month?.tokens?.used).toBe(day?.tokens?.used);
  expect(sum(records, toNanoUsd)).toBe(Math.round((day?.usd?.used ?? 0) * 1e9));
  expect(records.filter(({ isUnsettled }) => isUnsettled)).toEqual([]);

  // One by one, where Bedrock has told: not where a container saw the client leave.
  const told = {
    hello: 11,
    'cached-usage': 1_824,
    'falls-back': 1_824,
    'guardrail-prompt': 0,
    'refused-validation': 0,
  };
  for (const [model, tokens] of Object.entries(told)) {
    const own = records.filter((record) => modelOf(record) === model && endOf(record) !== 'cancelled');
    expect(own.length, model).toBeGreaterThan(0);
    for (const { chargedTokens, isEstimated } of own)
      expect([model, chargedTokens, isEstimated]).toEqual([model, tokens, false]);
  }
  const unpriced = records.filter((record) => modelOf(record) === 'unpriced');
  for (const { costUsd, chargedTokens = 0 } of unpriced)
    expect([costUsd, chargedTokens > 0]).toEqual([undefined, true]);
  const cut = records.filter((record) => ['truncated', 'disconnected', 'cancelled'].includes(endOf(record)));
  for (const record of cut) {
    const { isEstimated, chargedTokens = 0 } = record;
    expect([endOf(record), isEstimated]).toEqual([endOf(record), chargedTokens > 0]);
  }
  const reasons = new Set(records.map(endOf));
  expect([...reasons]).toEqual(
    expect.arrayContaining(['end_turn', 'tool_use', 'max_tokens', 'cancelled', 'throttled']),
  );
  expect([...reasons]).toEqual(expect.arrayContaining(['truncated', 'disconnected', 'model-refused']));
});
