import * as oauth from 'oauth4webapi';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startIssuer, type Issuer } from '../../../../local/services/cognito/server.ts';
import { discover, getTokens, insecure, noSecret, pool, post, verify, web } from './client.ts';

const hourMs = 3_600_000;

let issuer: Issuer;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.now();
  issuer = await startIssuer(pool, { now: () => nowMs });
});
afterEach(() => issuer.close());

const refused = { status: 400, body: { error: 'invalid_grant' } };

test('a refresh token gives new tokens of the same session and a new refresh token', async () => {
  const first = await getTokens(issuer, 'bob');
  nowMs += 1000;
  const server = await discover(issuer);
  const response = await oauth.refreshTokenGrantRequest(server, web, noSecret, first.refresh_token ?? '', insecure);
  const second = await oauth.processRefreshTokenResponse(server, web, response);
  expect(second.refresh_token).not.toBe(first.refresh_token);

  const [before, after] = [await verify(issuer, first.access_token), await verify(issuer, second.access_token)];
  const { jti, iat, exp, ...same } = Object(before);
  expect(after).toMatchObject({ ...same, iat: iat + 1, exp: exp + 1 });
  expect(after).not.toHaveProperty('jti', jti);
  expect(await verify(issuer, second.id_token, { tokenUse: 'id' })).toHaveProperty('cognito:username', 'bob');
});

test('a rotated refresh token is refused, the new one works', async () => {
  const { refresh_token: old } = await getTokens(issuer);
  const { refresh_token: rotated } = Object((await refresh(old)).body);
  expect(await refresh(old)).toMatchObject(refused);
  expect(await refresh(rotated)).toMatchObject({ status: 200 });
});

test('a refresh token is of one client, and what another one tries does not end it', async () => {
  const { refresh_token: token } = await getTokens(issuer);
  expect(await refresh(token, { client_id: 'other' })).toMatchObject(refused);
  await post(issuer, '/oauth2/revoke', { client_id: 'other', token: token ?? '' });
  expect(await refresh(token)).toMatchObject({ status: 200 });
});

test('a revoked refresh token is refused', async () => {
  const { refresh_token: token = '' } = await getTokens(issuer);
  const server = await discover(issuer);
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, web, noSecret, token, insecure));
  expect(await refresh(token)).toMatchObject(refused);
});

test.each([
  ['of an unknown token is no mistake', { client_id: 'web', token: 'unknown' }, 200, ''],
  ['of an access token is not possible', { client_id: 'web', token: 'a.b.c' }, 400, 'unsupported_token_type'],
  ['needs a token', { client_id: 'web' }, 400, 'invalid_request'],
  ['needs a client', { client_id: 'nobody', token: 'unknown' }, 400, 'invalid_client'],
])('a revocation %s', async (_name, form, status, error) => {
  expect(await post(issuer, '/oauth2/revoke', form)).toMatchObject({ status, body: error && { error } });
});

test('rotation does not prolong a session', async () => {
  const { refresh_token: first } = await getTokens(issuer);
  nowMs += 47 * hourMs;
  const { refresh_token: second } = Object((await refresh(first)).body);
  nowMs += hourMs;
  expect(await refresh(second)).toMatchObject(refused);
});

test('an access token expires', async () => {
  nowMs -= 31 * 60_000;
  const { body } = await post(issuer, '/local/token', { user: 'alice' }, { 'x-rivulet-local': 'token' });
  await expect(verify(issuer, Object(body).access_token)).rejects.toThrow('Token expired');
});

function refresh(token: string | undefined, changes = {}): ReturnType<typeof post> {
  const form = { grant_type: 'refresh_token', client_id: 'web', refresh_token: token ?? '', ...changes };
  return post(issuer, '/oauth2/token', form);
}
