import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  const plans = { standard: { names: ['normal'] }, team: { names: ['normal', 'tools'] } };
  stage = await startTestStage({ plans });
});
afterAll(() => stage.close());

const keyOf = (plan: number) => stage.api.plans[plan]?.keys[0]?.value ?? '';
const get = (path: string, headers: Record<string, string>) => fetch(`${stage.url}${path}`, { headers });
const callers = [
  { plan: 'standard', at: 0, names: ['normal'], opus: 404 },
  { plan: 'team', at: 1, names: ['normal', 'tools'], opus: 200 },
];

describe.each(callers)('a key of the plan $plan', ({ plan, at, names, opus }) => {
  test('is told who it is', async () => {
    const me = await get('me', { 'x-api-key': keyOf(at) });
    expect([me.status, await me.json()]).toEqual([
      200,
      { id: stage.api.plans[at]?.keys[0]?.id, kind: 'key', plan, names },
    ]);
  });

  test.each([
    ['headers', '', { 'x-plan': 'team', 'X-Caller': 'x', plan: 'team', 'x-amzn-apigateway-api-id': 'x' }],
    ['a query', '?plan=team&names=tools&id=x&caller=x', {}],
    ['a doubled header', '', { authorization: 'Bearer team.AAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('can’t choose another by %s', async (_way, query, headers) => {
    const me = await get(`me${query}`, { ...headers, 'x-api-key': keyOf(at) });
    expect(await me.json()).toMatchObject({ plan, names });
  });

  test('sees and asks its models alone', async () => {
    const list = await get('v1/models', { authorization: `Bearer ${keyOf(at)}` });
    const { data }: { data: { id: string }[] } = JSON.parse(await list.text());
    expect(data.map(({ id }) => id)).toEqual(names);
    const asked = await fetch(`${stage.url}chat`, {
      method: 'POST',
      headers: { 'x-api-key': keyOf(at) },
      body: JSON.stringify({ message: 'hi', model: 'tools', plan: undefined }),
    });
    expect(asked.status).toBe(opus);
    await asked.text();
  });
});

test('the log has the caller’s id and nothing else of it', async () => {
  const records = stage.lines.flatMap((line) => (line.includes('"request"') ? JSON.parse(line) : []));
  const ids = stage.api.plans.flatMap(({ keys }) => keys.map(({ id }) => id));
  expect(records.length).toBeGreaterThan(0);
  for (const { caller } of records) expect(ids).toContain(caller);
  expect(stage.lines.join('\n')).not.toContain(keyOf(1));
});
