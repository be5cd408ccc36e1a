import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocols } from '../../lambda/protocols/index.ts';
import { testConfig } from '../fixtures/handling/config.ts';
import { offeredRoutes } from '../../lambda/protocols/offered-routes.ts';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { everyRoute, toTarget } from '../fixtures/every-route.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

// Who may do what, through API Gateway's checks as the template has them: a stranger nothing, a caller what its plan says.

let stage: TestStage;
beforeAll(async () => {
  const plans = { standard: { names: ['normal'] }, team: { names: ['normal', 'tools'] } };
  stage = await startTestStage({
    plans,
    modelNames: { 'gpt-team': 'tools', 'gpt-all': 'normal' },
    ...everyRoute,
  });
});
afterAll(() => stage.close());

const keyOf = (plan: number) => stage.api.plans[plan]?.keys[0]?.value ?? '';
const both = (key: string) => ({ 'x-api-key': key, authorization: `Bearer ${key}` });

/** The smallest request of each route that asks a model. */
const least: Readonly<Record<string, object>> = {
  '/': { message: 'Hi' },
  '/chat': { message: 'Hi' },
  '/v1/chat/completions': { messages: [{ role: 'user', content: 'Hi' }] },
  '/v1/responses': { input: 'Hi' },
  '/v1/messages': { max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] },
  '/v1/messages/count_tokens': { messages: [{ role: 'user', content: 'Hi' }] },
  '/api/chat': { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] },
};
const asking = Object.entries(least);

const ask = (path: string, body: object, headers: Record<string, string>) =>
  fetch(`${stage.url}${path.slice(1)}`, { method: 'POST', headers, body: JSON.stringify(body) });

const askedModels = () => stage.seen.map(({ path }) => decodeURIComponent(path));

test('every route that asks a model is attacked', () => {
  // What cancels asks none: test/contract/budgets/cancel.test.ts attacks it.
  const posts = protocols.flatMap(({ routes }) =>
    offeredRoutes(routes, testConfig).flatMap(({ method, path }) => (method === 'POST' ? path : [])),
  );
  expect(Object.keys(least).toSorted()).toEqual(posts.toSorted());
  for (const { path } of fullRequests) expect(posts).toContain(path);
});

describe.each(asking)('POST %s', (path, body) => {
  const foreign = ['tools', 'gpt-team', 'local.tools', 'TOOLS', 'tools ', '../tools', 'normal/../tools', 'tools\u0000'];

  test.each(foreign)('asks no model of another plan by the name %j', async (model) => {
    const answered = await ask(path, { ...body, model }, both(keyOf(0)));
    expect(answered.status).toBe(404);
    await answered.text();
    expect(askedModels().filter((asked) => asked.includes('tools'))).toEqual([]);
  });

  test('asks no model of another plan, whoever the request says to be', async () => {
    const saying = {
      ...both(keyOf(0)),
      'x-plan': 'team',
      'x-caller': stage.api.plans[1]?.keys[0]?.id ?? '',
      'x-amzn-apigateway-authorizer-plan': 'team',
      'x-amz-security-token': keyOf(1),
      'x-forwarded-user': 'team',
      cookie: `plan=team; x-api-key=${keyOf(1)}`,
    };
    const claims = { plan: 'team', caller: { plan: 'team' }, requestContext: { authorizer: { plan: 'team' } } };
    const query = `?plan=team&caller=x&x-api-key=${encodeURIComponent(keyOf(1))}`;
    const answered = await ask(`${path}${query}`, { ...body, ...claims, model: 'tools' }, saying);
    expect([400, 404]).toContain(answered.status);
    await answered.text();
    expect(askedModels().filter((asked) => asked.includes('tools'))).toEqual([]);
  });

  const strangers: readonly [who: string, headers: () => Record<string, string>][] = [
    ['who brings nothing', () => ({})],
    ['with an empty key', () => both('')],
    ['with a key that begins with a plan, and is none', () => both(`team.${'A'.repeat(24)}`)],
    ['with the id of a key', () => both(stage.api.plans[1]?.keys[0]?.id ?? '')],
    ['with a key that lacks its last letter', () => both(keyOf(1).slice(0, -1))],
    ['with a key and a letter more', () => both(`${keyOf(1)}A`)],
    ['with a key in a cookie', () => ({ cookie: `x-api-key=${keyOf(1)}; authorization=Bearer ${keyOf(1)}` })],
    ['with a key as a password', () => ({ authorization: `Basic ${Buffer.from(`x:${keyOf(1)}`).toString('base64')}` })],
    ['with two keys', () => both(`${keyOf(0)},${keyOf(1)}`)],
  ];
  test.each(strangers)('tells a stranger %s nothing, and asks no model', async (_who, headers) => {
    const before = stage.seen.length;
    const answered = await ask(path, body, headers());
    expect([401, 403]).toContain(answered.status);
    expect(await answered.text()).not.toMatch(/normal|tools|team|standard/);
    expect(stage.seen).toHaveLength(before);
  });
});

describe('what is not a question', () => {
  test.each(['tools', 'gpt-team', 'local.tools'])('GET /v1/models/%s of another plan does not exist', async (name) => {
    const get = (plan: number) => fetch(`${stage.url}v1/models/${name}`, { headers: both(keyOf(plan)) });
    const [standard, team] = [await get(0), await get(1)];
    expect(standard.status).toBe(404);
    expect(await standard.text()).not.toContain('team');
    expect(team.status).toBe(200);
    await team.text();
  });

  const reads = protocols.flatMap(({ routes }) => routes.flatMap(({ method, path }) => (method === 'GET' ? path : [])));
  test.each(reads)('GET %s needs a credential', async (path) => {
    const answered = await fetch(`${stage.url}${toTarget(path)}`);
    expect([401, 403]).toContain(answered.status);
    await answered.text();
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('%s exists only where a route has it', async (method) => {
    const isOffered = (path: string) =>
      protocols.some(({ routes }) => routes.some((route) => route.path === path && route.method === method));
    for (const path of [...Object.keys(least), ...reads].filter((one) => !isOffered(one))) {
      const url = `${stage.url}${toTarget(path)}`;
      const answered = await fetch(url, { method, headers: both(keyOf(1)) });
      expect([path, answered.status]).toEqual([path, 405]);
      await answered.text();
    }
  });
});
