import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { UsageOfDay as Row } from '../../lambda/days/to-usage.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({
    usage: 'on',
    plans: { standard: { maxTokens: 500, budget: { day: { tokens: 4_000 } } }, office: { seesUsage: 'all' } },
    prices: { normal: { input: 1, output: 5 } },
    idleSeconds: 2,
  });
});
afterAll(() => stage.close());

const keyOf = (plan: number) => stage.api.plans[plan]?.keys[0]?.value ?? '';
const idOf = (plan: number) => stage.api.plans[plan]?.keys[0]?.id ?? '';

async function usage(plan: number, query = ''): Promise<{ status: number; of?: string; days: readonly Row[] }> {
  const answer = await fetch(`${stage.url}usage${query}`, { headers: { 'x-api-key': keyOf(plan) } });
  return { status: answer.status, ...JSON.parse(await answer.text()) };
}

const ask = async (plan: number, model: string, path = 'chat') => {
  const body = path === 'chat' ? { message: 'hi', model } : { model, input: 'hi' };
  const headers = { 'x-api-key': keyOf(plan), authorization: `Bearer ${keyOf(plan)}` };
  const answer = await fetch(`${stage.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  await answer.text().catch(() => '');
};

const sumOf = (rows: readonly Row[], of: 'requests' | 'failures' | 'inputTokens' | 'outputTokens' | 'usd') =>
  rows.reduce((total, row) => total + row[of], 0);

/** What the log says was asked of a name. */
function logged() {
  const lines = stage.lines.filter((line) => line.includes('"message":"request"'));
  return lines.map((line) => new Map<string, unknown>(Object.entries(JSON.parse(line))));
}

describe('after many requests of two callers, some of them refused, broken or cut', () => {
  const asked = [
    ...Array.from({ length: 12 }, () => [0, 'normal'] as const),
    ...Array.from({ length: 5 }, () => [1, 'normal'] as const),
    [0, 'hello'],
    [0, 'refused-throttling'],
    [1, 'midway-throttling'],
    [1, 'midway-cut'],
    [1, 'unknown'],
  ] as const;
  beforeAll(async () => {
    // The stage has twenty environments: more at once would not reach the function.
    for (let at = 0; at < asked.length; at += 8)
      await Promise.all(asked.slice(at, at + 8).map(([plan, model]) => ask(plan, model)));
    await ask(1, 'vectors', 'v1/embeddings');
    await vi.waitFor(() => expect(logged()).toHaveLength(asked.length + 1), 20_000);
  });

  test('the sums are those of the log, exactly', async () => {
    const { days } = await usage(1);
    const lines = logged().filter(
      (line) => line.has('model') || [...line.keys()].some((name) => name.endsWith('request.model')),
    );
    expect(sumOf(days, 'requests')).toBe(lines.length);
    const total = (...names: readonly string[]) =>
      lines.reduce(
        (sum, line) => sum + Number(names.map((name) => line.get(name)).find((one) => one !== undefined) ?? 0),
        0,
      );
    expect(sumOf(days, 'inputTokens')).toBe(total('inputTokens', 'gen_ai.usage.input_tokens'));
    expect(sumOf(days, 'outputTokens')).toBe(total('outputTokens', 'gen_ai.usage.output_tokens'));
    expect(sumOf(days, 'usd')).toBeCloseTo(total('costUsd'), 9);
    expect(sumOf(days, 'failures')).toBeGreaterThan(2);
  });

  test('a caller sees its own, by name, and nobody else’s', async () => {
    const { days, of } = await usage(0);
    expect(of).toBeUndefined();
    expect(days.map(({ name }) => name).toSorted()).toEqual(['hello', 'normal', 'refused-throttling']);
    for (const row of days) expect(row).not.toHaveProperty('caller');
    const normal = days.find(({ name }) => name === 'normal');
    expect(normal).toMatchObject({ requests: 12, unpriced: 0 });
    expect(normal?.firstWordMs).toBeGreaterThan(0);
    expect(days.find(({ name }) => name === 'hello')).toMatchObject({ requests: 1, unpriced: 1, usd: 0 });
    expect(days.find(({ name }) => name === 'refused-throttling')).toMatchObject({ requests: 1, failures: 1 });
  });

  test('who sees all sees whose each is, or its own', async () => {
    const all = await usage(1);
    expect(all.of).toBe('all');
    expect(new Set(all.days.map(({ caller }) => caller))).toEqual(new Set([idOf(0), idOf(1)]));
    const own = await usage(1, '?of=me');
    expect(own.of).toBe('me');
    expect(sumOf(own.days, 'requests')).toBe(8);
  });

  test('what a model that is not known was asked is nobody’s usage', async () => {
    const { days } = await usage(1);
    expect(days.some(({ name }) => name === 'unknown')).toBe(false);
  });
});

test.each(['?of=all', '?from=x', '?from=2020-01-01', '?to=9999-12-31', '?from=2030-01-01&to=2030-02-01'])(
  '%s is refused',
  async (query) => {
    expect((await usage(0, query)).status).toBe(400);
  },
);

test.each([0, 1])('nothing was used in a month that is long over, as plan %i sees it', async (plan) => {
  expect((await usage(plan, '?from=2020-01-01&to=2020-02-01')).days).toEqual([]);
});

test('who sees all asks for the last day that there is, and is refused at once', async () => {
  expect((await usage(1, '?from=9999-01-01&to=9999-12-31')).status).toBe(400);
});

test('a question’s text is in no sum', async () => {
  expect(JSON.stringify((await usage(1)).days)).not.toContain('hi"');
});
