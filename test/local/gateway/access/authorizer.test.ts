import { describe, expect, test } from 'vitest';
import type { LocalAuthorizer } from '../../../../local/template/access-model.ts';
import { startTestGateway, toFunction, toLambdaMethod, type TestGateway } from '../local-gateway.ts';

const header = { from: 'header', name: 'Authorization' } as const;
const tokenAuthorizer: LocalAuthorizer = {
  id: 'Door',
  kind: 'TOKEN',
  identitySources: [header],
  cacheTtlSeconds: 60,
  functionId: 'authorizer',
};
const requestAuthorizer: LocalAuthorizer = { ...tokenAuthorizer, kind: 'REQUEST' };

async function startGuarded(authorizer: LocalAuthorizer, now = Date.now): Promise<TestGateway> {
  const integration = { functionId: 'buffered', transferMode: 'BUFFERED' } as const;
  return startTestGateway({
    now,
    api: {
      functions: [toFunction('authorizer'), toFunction('buffered')],
      keySource: 'AUTHORIZER',
      plans: [{ id: 'plan', tags: {}, keys: [{ id: 'key-id', value: 'good' }] }],
      methods: [
        toLambdaMethod('/open', integration, { authorizer }),
        toLambdaMethod('/keyed', integration, { authorizer, isKeyRequired: true }),
      ],
    },
  });
}

const asked = (gateway: TestGateway): number => gateway.lines.filter((line) => line.includes('authorizing')).length;

describe.each([tokenAuthorizer, requestAuthorizer])('a $kind authorizer', (authorizer) => {
  test.each([
    [undefined, 401, 'Unauthorized'],
    ['Basic x', 401, 'Unauthorized'],
    ['Bearer denied', 403, 'User is not authorized to access this resource'],
    ['Bearer broken', 500, 'Internal server error'],
    ['Bearer malformed', 500, 'Internal server error'],
  ])('answers %s with %d', async (authorization, status, message) => {
    const gateway = await startGuarded(authorizer);
    const response = await gateway.post('open', {}, authorization === undefined ? {} : { authorization });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message });
  });

  test('passes its context to the function, as text', async () => {
    const gateway = await startGuarded(authorizer);
    const response = await gateway.post('open', { act: 'echo' }, { authorization: 'Bearer good' });
    const event = await response.json();
    expect(event).toMatchObject({
      requestContext: { authorizer: { principalId: 'someone', plan: 'free', level: '3' } },
    });
  });

  test('is called once for an identity while its answer is cached, on other methods too', async () => {
    let nowMs = 0;
    const gateway = await startGuarded(authorizer, () => nowMs);
    const post = (path: string, token: string) => gateway.post(path, {}, { authorization: `Bearer ${token}` });
    expect((await post('open', 'good')).status).toBe(200);
    expect((await post('keyed', 'good')).status).toBe(200);
    expect(asked(gateway)).toBe(1);
    await post('open', 'other');
    expect(asked(gateway)).toBe(2);
    nowMs = 61_000;
    await post('open', 'good');
    expect(asked(gateway)).toBe(3);
  });

  test('names the API key, which then must be a key of a plan', async () => {
    const gateway = await startGuarded(authorizer);
    const post = (token: string) => gateway.post('keyed', { act: 'echo' }, { authorization: `Bearer ${token}` });
    expect((await post('unknown')).status).toBe(403);
    const event = await (await post('good')).json();
    expect(event).toMatchObject({ requestContext: { identity: { apiKeyId: 'key-id' } } });
  });
});

test('without an identity source, nothing is cached', async () => {
  const gateway = await startGuarded({ ...requestAuthorizer, identitySources: [], cacheTtlSeconds: 60 });
  for (let time = 0; time < 2; time += 1) await gateway.post('open', {}, { authorization: 'Bearer good' });
  expect(asked(gateway)).toBe(2);
});

test('if an identity source is missing, the function is not called', async () => {
  const query = { from: 'querystring', name: 'team' } as const;
  const gateway = await startGuarded({ ...requestAuthorizer, identitySources: [header, query] });
  expect((await gateway.post('open', {}, { authorization: 'Bearer good' })).status).toBe(401);
  expect(asked(gateway)).toBe(0);
  expect((await gateway.post('open?team=a', {}, { authorization: 'Bearer good' })).status).toBe(200);
});

test('a malformed token is refused without calling the function', async () => {
  const gateway = await startGuarded({ ...tokenAuthorizer, validation: '^Bearer [a-z]+$' });
  expect((await gateway.post('open', {}, { authorization: 'Bearer 123' })).status).toBe(401);
  expect(asked(gateway)).toBe(0);
});
