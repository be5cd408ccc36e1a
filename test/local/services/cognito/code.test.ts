import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIssuer, type Issuer } from '../../../../local/services/cognito/server.ts';
import { callback, getTokens, pool, post, signIn, verifier, verify } from './client.ts';

let issuer: Issuer;
let nowMs = Date.now();
beforeAll(async () => {
  issuer = await startIssuer(pool, { now: () => nowMs });
});
afterAll(() => issuer.close());

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

test('a code becomes an access token that AWS’s verifier takes', async () => {
  const tokens = await getTokens(issuer);
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 1800, refresh_token: expect.any(String) });
  const seconds = Math.floor(nowMs / 1000);
  expect(await verify(issuer, tokens.access_token, { scope: 'rivulet/chat' })).toEqual({
    sub: expect.stringMatching(uuid),
    iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Local',
    version: 2,
    client_id: 'web',
    origin_jti: expect.stringMatching(uuid),
    token_use: 'access',
    scope: 'openid rivulet/chat',
    auth_time: seconds,
    exp: seconds + 1800,
    iat: seconds,
    jti: expect.stringMatching(uuid),
    username: 'alice',
  });
});

test('the ID token names the same user, and neither token passes for the other', async () => {
  const tokens = await getTokens(issuer, 'bob');
  const access = await verify(issuer, tokens.access_token);
  const id = await verify(issuer, tokens.id_token, { tokenUse: 'id' });
  expect(access).toMatchObject({ 'cognito:groups': ['staff', 'admins'] });
  expect(id).toMatchObject({ aud: 'web', 'cognito:username': 'bob', 'cognito:groups': ['staff', 'admins'] });
  expect(id).toHaveProperty('sub', 'sub' in access && access.sub);
  await expect(verify(issuer, tokens.id_token)).rejects.toThrow('Token use not allowed');
  await expect(verify(issuer, tokens.access_token, { tokenUse: 'id' })).rejects.toThrow('Token use not allowed');
});

test.each([
  ['another client', { clientId: 'other' }, 'Client ID not allowed'],
  ['a scope that was not given', { scope: 'rivulet/admin' }, 'Scope not allowed'],
])('a token is not good for %s', async (_name, wanted, message) => {
  const { access_token: token } = await getTokens(issuer);
  await expect(verify(issuer, token, wanted)).rejects.toThrow(message);
});

test.each([
  ['scopes that the client has not are left out', 'rivulet/admin rivulet/chat', 'rivulet/chat'],
  ['without a wish the client gets all of its scopes', undefined, 'openid rivulet/chat'],
])('%s', async (_name, scope, given) => {
  // No nonce: without openid there is no ID token that could repeat it.
  const tokens = await redeem({ code: await getCode({ scope, nonce: undefined }) });
  expect(tokens.body).toMatchObject({ access_token: expect.any(String) });
  const { access_token: token, id_token: idToken } = Object(tokens.body);
  expect(await verify(issuer, token)).toHaveProperty('scope', given);
  expect(idToken !== undefined).toBe(given.includes('openid'));
});

test('a user has the same id in every run, and another than others', async () => {
  const again = await startIssuer(pool);
  const [here, there, other] = await Promise.all([subOf(issuer, 'alice'), subOf(again, 'alice'), subOf(again, 'bob')]);
  await again.close();
  expect(there).toBe(here);
  expect(other).not.toBe(there);
});

test('a token of one run is not good in the next, which has another key', async () => {
  const again = await startIssuer(pool);
  const { access_token: token } = await getTokens(issuer);
  await expect(verify(again, token)).rejects.toThrow('no such key');
  await again.close();
});

test('a code works once', async () => {
  const code = await getCode();
  expect(await redeem({ code })).toMatchObject({ status: 200 });
  expect(await redeem({ code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test.each([
  ['a wrong verifier', { code_verifier: `${verifier}x` }, 'invalid_grant'],
  ['another address than it was given to', { redirect_uri: 'http://localhost:3001/dev/web' }, 'invalid_grant'],
  ['another client', { client_id: 'other' }, 'invalid_grant'],
  ['a client that does not exist', { client_id: 'nobody' }, 'invalid_client'],
  ['another kind of grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ['a code that nobody gave out', { code: 'guessed' }, 'invalid_grant'],
])('a code is refused for %s', async (_name, changes, error) => {
  expect(await redeem({ code: await getCode(), ...changes })).toMatchObject({ status: 400, body: { error } });
});

test('whoever guessed a verifier wrongly has no second try', async () => {
  const code = await getCode();
  await redeem({ code, code_verifier: 'guessed' });
  expect(await redeem({ code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('a form without a code or without a verifier is an invalid request', async () => {
  const form = { grant_type: 'authorization_code', client_id: 'web', redirect_uri: callback };
  const [noCode, noVerifier] = await Promise.all([
    post(issuer, '/oauth2/token', { ...form, code_verifier: verifier }),
    post(issuer, '/oauth2/token', { ...form, code: await getCode() }),
  ]);
  expect(noCode.body).toEqual({ error: 'invalid_request' });
  expect(noVerifier.body).toEqual({ error: 'invalid_request' });
});

test('a code lives for five minutes', async () => {
  const [early, late] = [await getCode(), await getCode()];
  nowMs += 299_000;
  expect(await redeem({ code: early })).toMatchObject({ status: 200 });
  nowMs += 1_000;
  expect(await redeem({ code: late })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  nowMs = Date.now();
});

async function getCode(changes?: Readonly<Record<string, string | undefined>>): Promise<string> {
  return (await signIn(issuer, 'alice', changes)).searchParams.get('code') ?? '';
}

function redeem(changes: Readonly<Record<string, string>>): ReturnType<typeof post> {
  const right = {
    grant_type: 'authorization_code',
    client_id: 'web',
    redirect_uri: callback,
    code_verifier: verifier,
  };
  return post(issuer, '/oauth2/token', { ...right, ...changes });
}

async function subOf(server: Issuer, user: string): Promise<unknown> {
  const claims = await verify(server, (await getTokens(server, user)).access_token);
  return 'sub' in claims && claims.sub;
}
