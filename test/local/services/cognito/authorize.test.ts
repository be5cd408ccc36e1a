import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIssuer, type Issuer } from '../../../../local/services/cognito/server.ts';
import { callback, openSignInPage, pool, post, signIn, toRequest } from './client.ts';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer(pool);
});
afterAll(() => issuer.close());

test('the page has a button for each made-up user and says what they may do', async () => {
  const html = await (await openSignInPage(issuer, await toRequest())).text();
  const buttons = [...html.matchAll(/<button.*<\/button>/g)].map(([button]) => button.replaceAll(/<.*?>/g, ''));
  expect(buttons).toEqual(['alice in no group', 'bob in staff, admins']);
});

test.each([
  ['bob', ['bob']],
  ['mallory', []],
])('a login_hint %s preselects %j', async (hint, expected) => {
  const html = await (await openSignInPage(issuer, await toRequest({ login_hint: hint }))).text();
  expect([...html.matchAll(/value="(\w+)" autofocus/g)].map(([, name]) => name)).toEqual(expected);
});

test('a button leads back with a code and the state as it was', async () => {
  const { origin, pathname, searchParams } = await signIn(issuer, 'alice');
  expect(origin + pathname).toBe(callback);
  expect([...searchParams.keys()]).toEqual(['code', 'state']);
  expect(searchParams.get('state')).toBe('a&b"c');
});

test('a client without a state gets none back', async () => {
  expect([...(await signIn(issuer, 'alice', { state: undefined })).searchParams.keys()]).toEqual(['code']);
});

const pkce = 'PKCE is needed: a code_challenge of 43 characters, and the code_challenge_method S256\n';

test.each([
  ['an unknown client', { client_id: 'nobody' }, 'client_id must be one of web, other\n'],
  ['no client', { client_id: undefined }, 'client_id must be one of web, other\n'],
  [
    'a foreign address',
    { redirect_uri: 'https://evil.example/dev/web' },
    'redirect_uri must be one of https://chat.example/dev/web, or the same path at http://localhost:PORT\n',
  ],
  ['another kind of response', { response_type: 'token' }, 'response_type must be code\n'],
  ['no challenge', { code_challenge: undefined }, pkce],
  ['a challenge that is no SHA-256', { code_challenge: 'short' }, pkce],
  ['the plain method', { code_challenge_method: 'plain' }, pkce],
  ['no method, which means plain', { code_challenge_method: undefined }, pkce],
  ['only scopes of others', { scope: 'other/read' }, 'scope must name one of openid, rivulet/chat\n'],
])('%s is explained, and leads nowhere', async (_name, changes, explanation) => {
  const request = await toRequest(changes);
  const shown = await openSignInPage(issuer, request);
  expect([shown.status, await shown.text()]).toEqual([400, explanation]);
  expect(shown.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  request.set('user', 'alice');
  const sent = await post(issuer, '/oauth2/authorize', request);
  expect(sent).toMatchObject({ status: 400, body: explanation });
});

test('only the made-up users can sign in', async () => {
  const request = await toRequest();
  request.set('user', 'constructor');
  const sent = await post(issuer, '/oauth2/authorize', request);
  expect(sent).toMatchObject({ status: 400, body: 'user must be one of alice, bob\n' });
});

test.each([
  ['leads back to a registered address', 'https://chat.example/dev/web', 302],
  ['leads back to this machine', 'http://127.0.0.1:3000/dev/web', 302],
  ['leads nowhere else', 'https://evil.example/dev/web', 400],
])('signing out %s', async (_name, address, status) => {
  const query = new URLSearchParams({ client_id: 'web', logout_uri: address });
  const response = await fetch(`${issuer.url}/logout?${query.toString()}`, { redirect: 'manual' });
  expect(response.status).toBe(status);
  expect(response.headers.get('location')).toBe(status === 302 ? address : null);
});

test('signing out of a client that does not exist is explained', async () => {
  const response = await fetch(`${issuer.url}/logout?client_id=nobody`);
  expect([response.status, await response.text()]).toEqual([400, 'client_id must be one of web, other\n']);
});
