import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocols } from '../../lambda/protocols/index.ts';
import { localCredentials } from '../../local/sigv4/signature.ts';
import { signedFetch } from '../fixtures/signed-fetch.ts';
import { everyRoute, toTarget } from '../fixtures/every-route.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let aheadMs = 0;
let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ access: 'iam', ...everyRoute }, { clock: { now: () => Date.now() + aheadMs } });
});
afterAll(() => stage.close());

const post = (signed: typeof fetch, body: string, path = 'chat') =>
  signed(`${stage.url}${path}`, { method: 'POST', body });

describe('whoever has signed', () => {
  test('is named by a hash, the same in each run', async () => {
    const me = await signedFetch()(`${stage.url}me`);
    expect(me.status).toBe(200);
    const { id, ...rest }: { id: string } = JSON.parse(await me.text());
    expect(rest).toMatchObject({ kind: 'iam', plan: 'standard' });
    const log = () => stage.lines.join('\n');
    await expect.poll(log).toContain(`"caller":"${id}"`);
    for (const secret of [localCredentials.accessKeyId, 'AIDALOCALSTAGE', 'AWS4-HMAC'])
      expect(log()).not.toContain(secret);
  });

  test.each([
    [
      'GET with a query',
      (signed: typeof fetch) => signed(`${stage.url}?message=${encodeURIComponent('xin chào, 1+1?')}`),
    ],
    ['POST', (signed: typeof fetch) => post(signed, JSON.stringify({ message: 'こんにちは' }))],
    ['a path with a parameter', (signed: typeof fetch) => signed(`${stage.url}v1/models/normal`)],
  ])('has an answer: %s', async (_name, ask) => {
    expect((await ask(signedFetch())).status).toBe(200);
  });
});

const refusals: Readonly<Record<string, readonly [ask: () => Promise<Response>, status: number, kind: string]>> = {
  'no signature': [() => post(fetch, '{"message":"hi"}'), 401, 'unauthenticated'],
  'an API key': [
    () => fetch(`${stage.url}me`, { headers: { 'x-api-key': 'team.AAAAAAAAAAAAAAAAAAAAAAAA' } }),
    401,
    'unauthenticated',
  ],
  'a bearer token': [
    () => fetch(`${stage.url}me`, { headers: { authorization: 'Bearer abc.def.ghi' } }),
    403,
    'invalid-request',
  ],
  'a wrong secret': [() => post(signedFetch({ secretAccessKey: 'wrong' }), '{}'), 403, 'access-denied'],
  'an unknown access key': [() => post(signedFetch({ accessKeyId: 'AKIDOTHER' }), '{}'), 403, 'access-denied'],
  'a signature for another service': [() => post(signedFetch({ service: 'bedrock' }), '{}'), 403, 'access-denied'],
  'a signature for another region': [() => post(signedFetch({ region: 'eu-west-1' }), '{}'), 403, 'access-denied'],
  'a signature of an hour ago': [
    async () => {
      aheadMs = 3_600_000;
      return post(signedFetch(), '{}').finally(() => (aheadMs = 0));
    },
    403,
    'access-denied',
  ],
  'a body that was changed': [
    async () => {
      const url = `${stage.url}chat`;
      const aws = new AwsClient({ ...localCredentials, region: 'us-east-1', service: 'execute-api' });
      const { headers } = await aws.sign(url, { method: 'POST', body: '{}' });
      return fetch(url, { method: 'POST', headers, body: '{"a":1}' });
    },
    403,
    'access-denied',
  ],
};

describe('whoever has not signed well is refused and told so', () => {
  test.each(Object.entries(refusals))('with %s', async (_name, [ask, status, kind]) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get('x-should-retry')).toBe('false');
    if (status === 401) expect(response.headers.get('www-authenticate')).toBe('AWS4-HMAC-SHA256');
    expect(await response.json()).toMatchObject({ type: 'error', error: { kind, message: /sign/i } });
  });

  test('on every route', async () => {
    for (const { method, path } of protocols.flatMap(({ routes }) => routes)) {
      const url = stage.url + toTarget(path);
      const response = await fetch(url, { method, ...(method === 'POST' && { body: '{}' }) });
      expect([path, response.status]).toEqual([path, 401]);
    }
  });

  test('and a path that does not exist is still 404', async () => {
    expect((await fetch(`${stage.url}nowhere`)).status).toBe(404);
  });
});

test('with callers of other accounts, the own one and preflight come through, and what asks for nothing is closed', async () => {
  const other = await startTestStage({ access: 'iam', iamCallers: ['222222222222'] });
  expect((await signedFetch()(`${other.url}me`)).status).toBe(200);
  expect((await fetch(`${other.url}chat`, { method: 'OPTIONS' })).status).toBe(204);
  expect((await fetch(`${other.url}me`)).status).toBe(401);
  for (const [path, method] of [
    ['nowhere', 'GET'],
    ['chat', 'DELETE'],
  ]) {
    const closed = await fetch(`${other.url}${path}`, { ...(method && { method }) });
    const { error } = JSON.parse(await closed.text());
    expect([closed.status, error.kind, error.message]).toEqual([
      403,
      'access-denied',
      expect.stringContaining('or there is no such path'),
    ]);
  }
  await other.close();
});
