import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocols } from '../../lambda/protocols/index.ts';
import { startIssuer } from '../../local/services/cognito/server.ts';
import { everyRoute, toTarget } from '../fixtures/every-route.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { tokenOf } from '../fixtures/token-of.ts';

const plans = { standard: { names: ['normal'] }, team: {}, lab: {} };

let nowMs = Date.now();
let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ access: 'cognito', plans, ...everyRoute }, { clock: { now: () => nowMs } });
});
afterAll(() => stage.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const get = (path: string, headers: Record<string, string>) => fetch(`${stage.url}${path}`, { headers });

const routes = protocols.flatMap(({ routes: own }) => own);

describe('who signed in', () => {
  test.each([
    { name: 'alice', groups: [], plan: 'standard' },
    { name: 'bob', groups: [], plan: 'team' },
    { name: 'carol', groups: ['team'], plan: 'team' },
    { name: 'dave', groups: ['lab', 'team'], plan: 'team' },
    { name: 'erin', groups: ['lab'], plan: 'lab' },
  ])('$name, in the groups $groups, has the plan $plan', async ({ name, groups, plan }) => {
    const token = await tokenOf(stage.url, name, ...groups.flatMap((group) => ['--group', group]));
    const me = await get('me', {
      ...bearer(token),
      'x-plan': 'team',
      'x-api-key': 'team.AAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    });
    expect(me.status).toBe(200);
    expect(await me.json()).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), kind: 'cognito', plan });
  });

  test('gets an answer token by token, and may name its plan’s models', async () => {
    const headers = { ...bearer(await tokenOf(stage.url, 'alice')), accept: 'text/event-stream' };
    const ask = (model: string) =>
      fetch(`${stage.url}chat`, { method: 'POST', headers, body: JSON.stringify({ message: 'hi', model }) });
    expect(await (await ask('normal')).text()).toContain('event: done');
    expect((await ask('tools')).status).toBe(404);
  });

  test('is the same caller in each run, and is logged by that id alone', async () => {
    const token = await tokenOf(stage.url, 'alice');
    const { id }: { id: string } = JSON.parse(await (await get('me', bearer(token))).text());
    const log = stage.lines.join('\n');
    expect(log).toContain(`"caller":"${id}"`);
    for (const secret of [token, 'alice', token.split('.')[2] ?? 'no signature']) expect(log).not.toContain(secret);
  });
});

describe('whoever has no valid sign-in is refused on every route', () => {
  const path = ({ path: written }: (typeof routes)[number]) => toTarget(written);

  const credentials: readonly [name: string, headers: () => Promise<Record<string, string>>][] = [
    ['nothing', async () => ({})],
    ['what is no token', async () => bearer('x'.repeat(40))],
    ['a token in x-api-key', async () => ({ 'x-api-key': await tokenOf(stage.url, 'alice') })],
    [
      'a token of another pool',
      async () => {
        const { url, close } = await startIssuer({
          id: 'us-east-1_Other',
          groups: [],
          clients: stage.api.userPools.flatMap(({ clients }) => clients),
        });
        const made = await fetch(`${url}/local/token`, {
          method: 'POST',
          headers: { 'x-rivulet-local': 'token' },
          body: new URLSearchParams({ user: 'alice' }),
        });
        const { access_token: token }: { access_token: string } = JSON.parse(await made.text());
        await close();
        return bearer(token);
      },
    ],
  ];

  test.each(credentials)('with %s', async (_name, headers) => {
    await expectRefusals(await headers());
  });

  test('with a token that has expired', async () => {
    const headers = bearer(await tokenOf(stage.url, 'alice'));
    expect((await get('me', headers)).status).toBe(200);
    nowMs += 61 * 60_000;
    await expectRefusals(headers);
    nowMs = Date.now();
  });

  async function expectRefusals(headers: Record<string, string>) {
    for (const route of routes) {
      const response = await fetch(`${stage.url}${path(route)}`, {
        method: route.method,
        headers: { ...headers, 'content-type': 'application/json' },
        ...(route.method === 'POST' && { body: '{}' }),
      });
      expect([route.path, response.status, response.headers.get('www-authenticate')]).toEqual([
        route.path,
        401,
        'Bearer',
      ]);
      // HEAD has no body.
      if (route.method === 'HEAD') continue;
      expect(await response.json()).toMatchObject({
        type: 'error',
        error: { kind: 'unauthenticated', message: expect.stringContaining('Sign in again') },
      });
    }
  }
});

describe('npm run token', () => {
  test.each<[args: string[], says: string]>([
    [['alice', '--group', 'gold'], 'the user pool has no group "gold": it has team, lab'],
    [['no/name'], 'user must be 1 to 64 letters'],
    [[], 'send one name: npm run --silent token -- alice'],
  ])('%j is told %j', async ([name = '', ...more], says) => {
    const failed = name === '' ? tokenOf(stage.url, '--', ...more) : tokenOf(stage.url, name, ...more);
    await expect(failed).rejects.toThrow(says);
  });

  test('says what to start where nobody signs in', async () => {
    await expect(tokenOf('http://127.0.0.1:9/dev/', 'alice')).rejects.toThrow('npm start -- -c access=cognito');
  });
});
