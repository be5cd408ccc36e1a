import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIssuer, type Issuer } from '../../../../local/services/cognito/server.ts';
import { discover, openSignInPage, pool, post, toRequest } from './client.ts';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await startIssuer(pool);
});
afterAll(() => issuer.close());

test('its description and its keys are where a client looks for them', async () => {
  const { url } = issuer;
  const server = await discover(issuer);
  expect(server).toMatchObject({
    issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Local',
    authorization_endpoint: `${url}/oauth2/authorize`,
    token_endpoint: `${url}/oauth2/token`,
    revocation_endpoint: `${url}/oauth2/revoke`,
    end_session_endpoint: `${url}/logout`,
    scopes_supported: ['openid', 'rivulet/chat', 'other/read'],
  });
  const keys = await fetch(server.jwks_uri ?? '');
  expect(await keys.json()).toEqual(issuer.keys);
  expect(Object.keys(issuer.keys.keys[0] ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});

test.each(['/oauth2/token', '/oauth2/revoke'])(
  'a page of any origin may call %s and read what it says',
  async (path) => {
    const asked = await fetch(issuer.url + path, { method: 'OPTIONS' });
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, authorization',
    });
    const { body, headers } = await post(issuer, path, {});
    expect(body).toEqual({ error: 'invalid_client' });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  },
);

test('no page elsewhere can read the sign-in page, and nothing keeps it', async () => {
  const { status, headers } = await openSignInPage(issuer, await toRequest());
  expect(status).toBe(200);
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['GET', '/'],
  ['GET', '/oauth2/token'],
  ['PUT', '/oauth2/authorize'],
  ['GET', '/us-east-1_Other/.well-known/jwks.json'],
])('%s %s is nothing', async (method, path) => {
  expect((await fetch(issuer.url + path, { method })).status).toBe(404);
});

test.each(['/oauth2/token', '/local/token'])('a form of 100 kB is read by %s, a larger one is not', async (path) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = (bytes: number): Promise<Response> =>
    fetch(issuer.url + path, { method: 'POST', headers, body: 'x'.repeat(bytes) });
  expect((await send(100_000)).status).toBeLessThan(404);
  expect((await send(100_001)).status).toBe(413);
  expect((await send(5_000_000)).status).toBe(413);
});

test.each([
  ['evil.example', '/logout', 403],
  ['evil.example', '//127.0.0.1/logout', 403],
  ['evil.example', 'http://127.0.0.1/logout', 403],
  ['localhost:3000', '/logout', 400],
  ['[::1]:3000', '/logout', 400],
])('under the name %s, %s is answered with %i', async (host, path, status) => {
  const sent = request(issuer.url, { path, headers: { host } }).end();
  const [response] = await once(sent, 'response');
  await text(response);
  expect(response.statusCode).toBe(status);
});

test('a caller that leaves in the middle of its form harms nobody', async () => {
  const socket = connect(Number(new URL(issuer.url).port), '127.0.0.1');
  socket.write('POST /oauth2/token HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 9\r\n\r\nhalf');
  await once(socket, 'connect');
  socket.destroy();
  expect((await post(issuer, '/oauth2/token', {})).status).toBe(400);
});

test('a port in use is an error', async () => {
  const port = Number(new URL(issuer.url).port);
  await expect(startIssuer(pool, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('closed, it is gone', async () => {
  const own = await startIssuer(pool);
  await discover(own);
  await own.close();
  await expect(fetch(own.url)).rejects.toThrow('fetch failed');
});
