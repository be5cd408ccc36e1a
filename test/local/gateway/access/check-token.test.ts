import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckToken, createCheckToken } from '../../../../local/gateway/access/check-token.ts';
import { listenOnLoopback } from '../../../../local/listen-on-loopback.ts';
import type { LocalUserPool } from '../../../../local/template/access-model.ts';

const client = { callbackUrls: [], logoutUrls: [], scopes: [], accessTokenMinutes: 60, refreshTokenDays: 7 };
const pool: LocalUserPool = { id: 'us-east-1_Pool', groups: [], clients: [{ id: 'page', ...client }] };
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${pool.id}`;
const nowMs = Date.UTC(2026, 10, 26);
const nowSeconds = nowMs / 1000;

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

let pair: Pair;
let foreign: Pair;
let server: Server;
let checkToken: CheckToken;

beforeAll(async () => {
  pair = await generateKeyPair('RS256', { extractable: true });
  foreign = await generateKeyPair('RS256', { extractable: true });
  const keys = JSON.stringify({
    keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' }],
  });
  server = createServer((_request, response) => void response.end(keys));
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}/keys`;
  checkToken = createCheckToken([pool], new Map([[pool.id, url]]), { now: () => nowMs });
});
afterAll(() => void server.close());

const claims = {
  sub: 'a-uuid',
  iss: issuer,
  token_use: 'access',
  client_id: 'page',
  scope: 'openid rivulet/chat',
  exp: nowSeconds + 3600,
  'cognito:groups': ['team', 'lab'],
};

const sign = (changes: object = {}, { privateKey }: Pair = pair, kid = 'own') =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const check = (token: string | undefined, scopes = ['rivulet/chat']) =>
  checkToken(
    { id: 'x', kind: 'COGNITO_USER_POOLS', header: 'Authorization', poolIds: [pool.id], scopes },
    { single: token === undefined ? {} : { authorization: token }, multi: {} },
  );

describe('passes', () => {
  test.each(['', 'Bearer ', 'bearer '])('an access token after %j, and hands its claims on as text', async (before) => {
    const known = await check(before + (await sign()));
    expect(known).toMatchObject({ sub: 'a-uuid', exp: String(claims.exp), 'cognito:groups': 'team,lab' });
  });

  test('an ID token on a method that asks for no scope', async () => {
    const { client_id: _client, scope: _scope, ...rest } = claims;
    const token = await new SignJWT({ ...rest, token_use: 'id', aud: 'page' })
      .setProtectedHeader({ alg: 'RS256', kid: 'own' })
      .sign(pair.privateKey);
    expect(await check(token, [])).toMatchObject({ sub: 'a-uuid' });
    await expect(check(token)).rejects.toThrow('UNAUTHORIZED');
  });
});

describe('refuses', () => {
  test.each<[name: string, token: () => string | undefined | Promise<string>]>([
    ['no token', () => undefined],
    ['an empty one', () => ''],
    ['what is no token', () => 'Bearer nothing'],
    ['an expired one', () => sign({ exp: nowSeconds - 1 })],
    ['one without an end', () => sign({ exp: undefined })],
    ['one that is not valid yet', () => sign({ nbf: nowSeconds + 60 })],
    ['one of another pool', () => sign({ iss: issuer.replace('Pool', 'Other') })],
    ['one of another client', () => sign({ client_id: 'another' })],
    ['an ID token', () => sign({ token_use: 'id', client_id: undefined, aud: 'page' })],
    ['one with another scope', () => sign({ scope: 'openid rivulet/chatter' })],
    ['one without a scope', () => sign({ scope: undefined })],
    ['one without a subject', () => sign({ sub: undefined })],
    ['one that another key signed', () => sign({}, foreign)],
    ['one of an unknown key', () => sign({}, pair, 'unknown')],
    ['one whose signature is cut', async () => (await sign()).slice(0, -8)],
    ['one without a signature', async () => `${(await sign()).split('.').slice(0, 2).join('.')}.`],
    ['one that says alg none', () => `${encode({ alg: 'none', kid: 'own' })}.${encode(claims)}.`],
    [
      'one that uses the public key as a secret',
      async () => {
        const head = `${encode({ alg: 'HS256', kid: 'own' })}.${encode(claims)}`;
        const secret = await exportSPKI(pair.publicKey);
        return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
      },
    ],
    [
      'one whose claims were changed',
      async () => {
        const [head, , signature] = (await sign()).split('.');
        return `${head}.${encode({ ...claims, sub: 'mallory' })}.${signature}`;
      },
    ],
    ['a huge one', () => sign({ padding: 'x'.repeat(100_000), client_id: 'another' })],
  ])('%s', async (_name, token) => {
    await expect(check(await token())).rejects.toThrow('UNAUTHORIZED');
  });
});
