import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIssuer, type Issuer } from '../../../../local/services/cognito/server.ts';
import { getTokens, pool, post, verify } from './client.ts';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer(pool);
});
afterAll(() => issuer.close());

const header = { 'x-rivulet-local': 'token' };

test.each([
  ['alice', [], undefined],
  ['alice', ['admins'], ['admins']],
  ['bob', [], ['staff', 'admins']],
  ['bob', ['staff'], ['staff', 'admins']],
  ['carol@example.com', ['staff', 'admins', 'staff'], ['staff', 'admins']],
])('%s with the groups %j gets a token with %j', async (user, added, groups) => {
  const form = new URLSearchParams({ user });
  for (const group of added) form.append('group', group);
  const { status, body } = await post(issuer, '/local/token', form, header);
  expect(status).toBe(200);
  expect(body).toEqual({ access_token: expect.any(String), expires_in: 1800 });
  const claims = await verify(issuer, Object(body).access_token, { scope: 'rivulet/chat' });
  expect(claims).toMatchObject({ username: user });
  expect(Object(claims)['cognito:groups']).toEqual(groups);
});

test('the user is the same as on the sign-in page', async () => {
  const { body } = await post(issuer, '/local/token', { user: 'bob' }, header);
  const { sub } = Object(await verify(issuer, Object(body).access_token));
  expect(await verify(issuer, (await getTokens(issuer, 'bob')).access_token)).toHaveProperty('sub', sub);
});

test.each([
  [{ user: 'alice', group: 'root' }, 'the user pool has no group "root": it has staff, admins'],
  [{ user: 'two words' }, 'user must be 1 to 64 letters, digits or characters of _.@-'],
  [{ user: 'x'.repeat(65) }, 'user must be 1 to 64 letters, digits or characters of _.@-'],
  [{}, 'user must be 1 to 64 letters, digits or characters of _.@-'],
])('%j is refused', async (form, description) => {
  expect(await post(issuer, '/local/token', form, header)).toMatchObject({
    status: 400,
    body: { error: 'invalid_request', error_description: description },
  });
});

test.each([
  ['without the header', {}],
  ['with another value of it', { 'x-rivulet-local': 'true' }],
])('%s, as a page elsewhere could send it, there is no token', async (_name, headers) => {
  expect(await post(issuer, '/local/token', { user: 'alice' }, headers)).toMatchObject({
    status: 403,
    body: { error: 'access_denied', error_description: 'send the header x-rivulet-local: token' },
  });
});

test('a browser that asks whether a page elsewhere may send the header hears nothing of it', async () => {
  const response = await fetch(`${issuer.url}/local/token`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-rivulet-local',
    },
  });
  expect(response.status).toBe(404);
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('a pool without clients and groups says so', async () => {
  const empty = await startIssuer({ ...pool, clients: [], groups: [] });
  const answers = [
    await post(empty, '/local/token', { user: 'alice' }, header),
    await post(empty, '/local/token', { user: 'alice', group: 'staff' }, header),
  ];
  await empty.close();
  expect(answers.map(({ body }) => Object(body).error_description)).toEqual([
    'the pool has no client',
    'the user pool has no group "staff": it has none. The setting plans makes one for each plan but the first',
  ]);
});
