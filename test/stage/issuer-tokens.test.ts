import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocols } from '../../lambda/protocols/index.ts';
import { toCallerOptions } from '../../local/start/caller-options.ts';
import { audience, type ForeignIssuer, startForeignIssuer } from '../fixtures/foreign-issuer.ts';
import { everyRoute, toTarget } from '../fixtures/every-route.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const plans = { standard: { names: ['normal'] }, team: {} };

/** How far API Gateway's clock is ahead. */
let aheadMs = 0;
let issuer: ForeignIssuer;
let stage: TestStage;
const start = ({ issuer: name }: ForeignIssuer) =>
  startTestStage(
    { access: 'oidc', oidc: { issuer: name, audience, scope: 'chat' }, plans, ...everyRoute },
    { clock: { now: () => Date.now() + aheadMs } },
  );
beforeAll(async () => {
  issuer = await startForeignIssuer();
  stage = await start(issuer);
});
afterAll(async () => {
  issuer.close();
  await stage.close();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const getMe = (headers: Record<string, string>, url = stage.url) => fetch(`${url}me`, { headers });
const seconds = () => Math.floor(Date.now() / 1000);
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('whoever has a token of the issuer', () => {
  test.each([
    { name: 'service', plan: 'standard' },
    { name: 'team-service', plan: 'team' },
  ] as const)('$name has the plan $plan', async ({ name, plan }) => {
    const me = await getMe({ ...bearer(await issuer.tokenOf(name)), 'x-plan': 'team' });
    expect(me.status).toBe(200);
    expect(await me.json()).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), kind: 'oidc', plan });
  });

  test('gets an answer token by token, and may name its plan’s models', async () => {
    const headers = { ...bearer(await issuer.tokenOf('service')), accept: 'text/event-stream' };
    const ask = (model: string) =>
      fetch(`${stage.url}chat`, { method: 'POST', headers, body: JSON.stringify({ message: 'hi', model }) });
    expect(await (await ask('normal')).text()).toContain('event: done');
    expect((await ask('tools')).status).toBe(404);
  });

  test('comes in with what `npm start` prints, and the token in $KEY, as the docs’ commands have it', async () => {
    const { curl, variables } = toCallerOptions(stage);
    expect(variables.join(' ')).toMatch(/^KEY='[^']*'$/);
    const env = { PATH: process.env['PATH'], KEY: await issuer.tokenOf('service') };
    const { stdout } = await promisify(execFile)('sh', ['-c', `curl -s ${curl.join(' ')} '${stage.url}me'`], { env });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'oidc', plan: 'standard' });
  });

  test('is logged by an id alone: no token, subject or claim gets into a log', async () => {
    const token = await issuer.tokenOf('team-service');
    const { id }: { id: string } = JSON.parse(await (await getMe(bearer(token))).text());
    const log = stage.lines.join('\n');
    expect(log).toContain(`"caller":"${id}"`);
    for (const secret of [token, 'team-service', token.split('.')[2] ?? '']) expect(log).not.toContain(secret);
  });
});

/** What is wrong, and the token that has it. */
const badTokens: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
  nothing: async () => ({}),
  'what is no token': async () => bearer('x'.repeat(60)),
  'a good token in x-api-key': async () => ({ 'x-api-key': await issuer.tokenOf('service') }),
  'a good token without Bearer': async () => ({ authorization: await issuer.tokenOf('service') }),
  'a token that has expired': async () => bearer(await issuer.forge({ exp: seconds() - 60 })),
  'a token that never expires': async () => bearer(await issuer.forge({ exp: undefined })),
  'a token of next week': async () => bearer(await issuer.forge({ nbf: seconds() + 7 * 86_400 })),
  'a token for another API': async () => bearer(await issuer.forge({ aud: 'https://other.example' })),
  'a token for the client itself, as ID tokens are': async () =>
    bearer(await issuer.forge({ aud: 'service', scope: undefined, nonce: 'n' })),
  'a token without the scope': async () => bearer(await issuer.tokenOf('service', 'other')),
  'a token whose scope only begins so': async () => bearer(await issuer.forge({ scope: 'chat.read chatty' })),
  'a token of nobody': async () => bearer(await issuer.forge({ sub: undefined })),
  'a token of a number': async () => bearer(await issuer.forge({ sub: 7 })),
  'a token that names another issuer': async () => bearer(await issuer.forge({ iss: `${issuer.issuer}/` })),
  'a token of another issuer': async () => {
    const other = await startForeignIssuer();
    const token = await other.forge({ iss: issuer.issuer });
    other.close();
    return bearer(token);
  },
  'a token with an unknown key': async () => bearer(await issuer.forge({}, { kid: 'another' })),
  'a token that was changed': async () => {
    const [head, , signature] = (await issuer.forge()).split('.');
    const claims = { iss: issuer.issuer, aud: audience, sub: 'eve', scope: 'chat', exp: seconds() + 600 };
    return bearer(`${head}.${encode(claims)}.${signature}`);
  },
  'a token without a signature': async () => {
    const [, claims] = (await issuer.forge()).split('.');
    return bearer(`${encode({ alg: 'none' })}.${claims}.AA`);
  },
  'a token signed with the public key as a secret': async () => {
    const [, claims] = (await issuer.forge()).split('.');
    const keys = await (await fetch(`${issuer.issuer}/jwks`)).text();
    const signed = `${encode({ alg: 'HS256' })}.${claims}`;
    return bearer(`${signed}.${createHmac('sha256', keys).update(signed).digest('base64url')}`);
  },
  'a token that brings its own key': async () => {
    const other = await startForeignIssuer();
    const jku = `${other.issuer}/jwks`;
    const token = await other.forge({ iss: issuer.issuer }, { jku, kid: 'mine' });
    other.close();
    return bearer(token);
  },
};

describe('whoever has none is refused', () => {
  test.each(Object.entries(badTokens))('with %s', async (_name, headers) => {
    const response = await getMe(await headers());
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { kind: 'unauthenticated', message: expect.stringContaining('Get a new one from its issuer') },
    });
  });

  test('on every route', async () => {
    for (const { method, path } of protocols.flatMap(({ routes }) => routes)) {
      const url = stage.url + toTarget(path);
      const body = method === 'POST' ? { body: '{}' } : {};
      const response = await fetch(url, { method, headers: bearer(await issuer.forge({ aud: 'other' })), ...body });
      expect([path, response.status]).toEqual([path, 401]);
    }
  });

  test('and the operator’s log says why, without the token', async () => {
    const token = await issuer.forge({ aud: 'https://other.example', sub: 'a-name-that-stays-secret' });
    await getMe(bearer(token));
    const log = stage.lines.join('\n');
    expect(log).toContain('"reason":"ERR_JWT_CLAIM_VALIDATION_FAILED: aud (check_failed)"');
    for (const secret of [token, 'a-name-that-stays-secret', 'other.example']) expect(log).not.toContain(secret);
  });
});

test('an answer that API Gateway keeps ends with its token', async () => {
  const headers = bearer(await issuer.forge({ exp: seconds() + 30 }));
  expect((await getMe(headers)).status).toBe(200);
  aheadMs = 31_000;
  // From the cache: the function would still take the token, because its own clock does not move.
  const refused = await getMe(headers);
  aheadMs = 0;
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
});

test('an issuer that can’t be asked is told as that, and asked again later', async () => {
  const first = await startForeignIssuer();
  const { url, lines, close } = await start(first);
  const headers = bearer(await first.forge());
  first.close();
  const failed = await getMe(headers, url);
  expect(failed.status).toBe(503);
  expect(failed.headers.get('x-should-retry')).toBe('true');
  expect(await failed.json()).toMatchObject({
    error: { kind: 'overloaded', message: expect.stringContaining('could not be checked') },
  });
  const again = await startForeignIssuer(Number(new URL(first.issuer).port));
  const good = bearer(await again.tokenOf('service'));
  await expect.poll(async () => (await getMe(good, url)).status).toBe(200);
  again.close();
  await close();
  expect(lines.join('\n')).not.toContain(headers.authorization.slice(10));
});
