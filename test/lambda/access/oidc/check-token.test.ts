import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkToken } from '../../../../lambda/access/oidc/check-token.ts';
import type { TokenConfig } from '../../../../lambda/access/oidc/token-config.ts';

const config: TokenConfig = {
  issuer: 'https://login.example.com/',
  audience: 'rivulet',
  scope: 'chat',
  subject: 'sub',
  groups: 'groups',
  plans: ['standard'],
};
const now = new Date('2026-11-27T06:00:00Z');
const seconds = now.getTime() / 1000;

let privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let keys: ReturnType<typeof createLocalJWKSet>;
beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  privateKey = pair.privateKey;
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256' }] });
});

async function check(claims: Record<string, unknown>, changes: Partial<TokenConfig> = {}) {
  const all = { iss: config.issuer, aud: 'rivulet', sub: 'ada', scope: 'chat', exp: seconds + 60, ...claims };
  const token = await new SignJWT(all).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
  return checkToken(token, { ...config, ...changes }, keys, () => now);
}

describe('the scope is found wherever providers put it', () => {
  test.each([
    ['Auth0’s one text', { scope: 'openid chat' }],
    ['Entra’s scp', { scope: undefined, scp: 'read chat' }],
    ['Okta’s list', { scope: undefined, scp: ['openid', 'chat'] }],
  ])('%s', async (_name, claims) => {
    expect(await check(claims)).toMatchObject({ subject: 'ada' });
  });

  test.each([[{ scope: 'chats' }], [{ scope: undefined, scp: { chat: true } }], [{ scope: undefined, scp: [7] }]])(
    'and nothing else counts: %j',
    async (claims) => expect(await check(claims)).toEqual({ refused: 'it lacks the scope chat' }),
  );
});

test.each([
  ['a list', { groups: ['staff', 'team'] }, ['staff', 'team']],
  ['one text', { groups: 'team' }, ['team']],
  ['nothing', {}, []],
  ['what is no text', { groups: [7, null, { name: 'team' }, 'team'] }, ['team']],
])('groups may be %s', async (_name, claims, groups) => {
  expect(await check(claims)).toMatchObject({ groups });
});

test('the claims that name a person and their groups can be others', async () => {
  const claims = { oid: 'a-guid', 'https://example.com/roles': ['team'] };
  const changes = { subject: 'oid', groups: 'https://example.com/roles' };
  expect(await check(claims, changes)).toMatchObject({ subject: 'a-guid', groups: ['team'] });
  expect(await check({}, changes)).toEqual({ refused: 'it has no text in the claim oid' });
});

test('a subject with half a character names nobody: hashed, all such halves would be one caller', async () => {
  for (const sub of ['ada\ud800', 'ada\udfff']) {
    expect(await check({ sub })).toEqual({ refused: 'it has no text in the claim sub' });
  }
  expect(await check({ sub: 'ada😀' })).toMatchObject({ subject: 'ada😀' });
});

test.each([
  ['a moment ago', -4, true],
  ['longer ago than clocks differ', -6, false],
])('a token that ended %s', async (_name, offset, isTaken) => {
  expect('subject' in (await check({ exp: seconds + offset }))).toBe(isTaken);
});

test.each([
  [{ aud: 'other' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED: aud (check_failed)'],
  [{ iss: 'https://login.example.com' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED: iss (check_failed)'],
  [{ exp: seconds - 60 }, 'ERR_JWT_EXPIRED: exp (check_failed)'],
  [{ exp: undefined }, 'ERR_JWT_CLAIM_VALIDATION_FAILED: exp (missing)'],
])('a refusal names the claim and nothing of what it says: %j', async (claims, refused) => {
  expect(await check(claims)).toEqual({ refused });
});

test('a claim of any name is a claim', async () => {
  expect(await check({ refused: 'a word of the token' })).toMatchObject({ subject: 'ada' });
});

test('trouble with the keys is no refusal', async () => {
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
  const failing = () => Promise.reject(new TypeError('fetch failed'));
  await expect(checkToken(token, config, failing)).rejects.toThrow('fetch failed');
});
