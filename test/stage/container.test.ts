import { once } from 'node:events';
import http from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { localCredentials } from '../../local/sigv4/signature.ts';
import { readReservations } from '../../lambda/budgets/ledger/account.ts';
import { startBudgetStage } from '../fixtures/budgets/budget-stage.ts';
import { environmentPids } from '../fixtures/environment-pids.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { tokenOf } from '../fixtures/token-of.ts';

const container = { backend: 'container' };
const sse = { accept: 'text/event-stream' };

async function start(settings: object = {}): Promise<TestStage> {
  const stage = await startTestStage({ ...container, ...settings });
  onTestFinished(() => stage.close());
  return stage;
}

const lastAsked = ({ seen }: TestStage) => {
  const last = seen.at(-1);
  if (!last) throw new Error('Bedrock was not asked');
  return last;
};

/** Asks, reads the first piece, and leaves. */
async function askAndLeave({ url, apiKey = '' }: TestStage, body: object, headers: Record<string, string> = sse) {
  const request = http.request(`${url}chat`, { method: 'POST', headers: { 'x-api-key': apiKey, ...headers } });
  request.end(JSON.stringify(body));
  const [response]: http.IncomingMessage[] = await once(request, 'response');
  await once(response ?? request, 'data');
  request.destroy();
}

test('a client that leaves stops the model within a second, and pays for what was said', async () => {
  const plans = { standard: { budget: { day: { tokens: 1_000_000 } } } };
  const { stage, account, records } = await startBudgetStage({ ...container, plans });
  await askAndLeave(stage, { message: 'hi', model: 'steady' });
  const left = performance.now();
  expect(await lastAsked(stage).ended).toBe('caller-left');
  expect(performance.now() - left).toBeLessThan(1_000);
  await expect.poll(() => records().length).toBe(1);
  expect(records()[0]).toMatchObject({ 'error.type': 'cancelled' });
  const after = await account();
  expect(readReservations(after), 'nothing is held').toEqual([]);
  const [, used] = Object.entries(after).find(([name]) => /^\d{8}\.tokens$/.test(name)) ?? [];
  // A whole answer of this model is a minute of words.
  expect(Number(used)).toBeGreaterThan(0);
  expect(Number(used)).toBeLessThan(600);
});

test('an answer that is being kept goes on without its reader', async () => {
  const stage = await start({ conversations: 'on' });
  await askAndLeave(stage, { message: 'hi', model: 'slow' }, { ...sse, 'x-conversation-id': 'trip' });
  expect(await lastAsked(stage).ended).toBe('finished');
  const kept = async () =>
    (await fetch(`${stage.url}conversations/trip`, { headers: { 'x-api-key': stage.apiKey ?? '' } })).text();
  await expect.poll(kept).toContain('"finished"');
});

test('one answer too many is refused with Retry-After, and Bedrock is not asked', async () => {
  const stage = await start({ container: { streams: 2 } });
  const running = await Promise.all([stage.ask('steady', sse), stage.ask('steady', sse)]);
  expect(running.map(({ status }) => status)).toEqual([200, 200]);
  const asked = stage.seen.length;
  const refused = await stage.ask('hello');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(JSON.parse(await refused.text()).error.kind).toBe('overloaded');
  expect(stage.seen.length).toBe(asked);
  for (const { body } of running) await body?.cancel();
  await expect.poll(async () => (await stage.ask('hello')).status).toBe(200);
});

test('a process that is killed cuts its answers, none of which looks whole, and another one answers the next', async () => {
  const stage = await start();
  const running = await Promise.all([1, 2, 3].map(() => stage.ask('steady', sse)));
  for (const pid of environmentPids()) process.kill(pid, 'SIGKILL');
  const read = await Promise.allSettled(running.map((response) => response.text()));
  expect(read.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect.poll(async () => (await stage.ask('hello')).status).toBe(200);
  expect(stage.lines.join('\n')).toContain('It is started again');
});

test('groups say the plan of whoever signed in, though API Gateway can’t hand them over', async () => {
  const stage = await start({ access: 'cognito', plans: { standard: {}, team: {} } });
  const me = async (name: string) => {
    const authorization = `Bearer ${await tokenOf(stage.url, name)}`;
    return JSON.parse(await (await fetch(`${stage.url}me`, { headers: { authorization } })).text());
  };
  const [alice, bob] = [await me('alice'), await me('bob')];
  expect([alice.kind, bob.kind]).toEqual(['cognito', 'cognito']);
  expect(new Set([alice.plan, bob.plan])).toEqual(new Set(['standard', 'team']));
});

test.each([
  ['x-rivulet-caller', 'somebody-else'],
  ['X-RIVULET-CALLER', 'somebody-else'],
  ['x-Rivulet-Plan', 'team'],
  ['x-rivulet-route', '/conversations'],
  ['x-rivulet-origin', 'guessed'],
  ['X-Rivulet-Request-Time', '0'],
  ['x-rivulet-admin', 'true'],
])('a client’s own %s changes nothing', async (name, value) => {
  const stage = await start({ plans: { standard: {}, team: {} } });
  const me = async (headers: Record<string, string>) => {
    const response = await fetch(`${stage.url}me`, { headers: { 'x-api-key': stage.apiKey ?? '', ...headers } });
    return [response.status, await response.json()];
  };
  expect(await me({ [name]: value })).toEqual(await me({}));
});

test('Bedrock’s requests are signed with the credentials of the task, which it asks for itself', async () => {
  const { accessKeyId, secretAccessKey } = localCredentials;
  let asked = 0;
  const server = http.createServer((_request, response) => {
    asked += 1;
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: 'token', Expiration }),
    );
  });
  const port = await listenOnLoopback(server, 0);
  onTestFinished(() => void server.close());
  const AWS_CONTAINER_CREDENTIALS_FULL_URI = `http://127.0.0.1:${port}/credentials`;
  const extraVariables = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_CONTAINER_CREDENTIALS_FULL_URI };
  const stage = await startTestStage(container, { extraVariables });
  onTestFinished(() => stage.close());
  for (const scenario of ['hello', 'normal']) {
    const response = await stage.ask(scenario);
    expect([response.status, await response.text()]).toEqual([200, expect.stringMatching(/./)]);
  }
  expect(asked, 'kept until they end').toBe(1);
});
