import { expect, onTestFinished, test, vi } from 'vitest';
import { mcp } from '../../../../lambda/agents/mcp/mcp.ts';
import { openOauth } from '../../../../lambda/agents/mcp/oauth.ts';
import { openTools } from '../../../../lambda/agents/mcp/open-tools.ts';
import { callTools, resultsOf } from '../../../fixtures/mcp/call-tools.ts';
import { testHost } from '../../../fixtures/mcp/host.ts';
import { startSecrets } from '../../../fixtures/mcp/secrets.ts';
import { startTestServer } from '../../../fixtures/mcp/test-server.ts';
import { startTokenServer } from '../../../fixtures/mcp/token-server.ts';

const add = { name: 'add', input: { one: 17, other: 25 } };

/** A server that takes these tokens, and an agent's credentials for it. */
async function start(secret: string, takes: (token: string) => boolean) {
  const secrets = await startSecrets({ [secret]: 'canary: the client’s' });
  const tokens = await startTokenServer();
  const running = await startTestServer({
    guard: ({ headers }) => takes(headers.authorization?.replace('Bearer ', '') ?? ''),
  });
  const oauth = { tokenUrl: tokens.url, clientId: 'agent:1', secret, scope: 'tools:call' };
  return { secrets, tokens, running, server: mcp({ url: running.url, auth: { oauth }, tools: ['add'] }) };
}

const bearersOf = ({ seen }: Awaited<ReturnType<typeof startTestServer>>) =>
  seen.map(({ headers }) => headers.authorization);

test('one token is asked for as RFC 6749 says, and used for all requests', async () => {
  const { secrets, tokens, running, server } = await start('once', (token) => token === 'token-1');
  expect(resultsOf(await callTools(server, [add, add]))).toEqual(['42', '42']);
  const credentials = `${encodeURIComponent('agent:1')}:${encodeURIComponent('canary: the client’s')}`;
  expect(tokens.seen.map(({ headers, body }) => [headers.authorization, body])).toEqual([
    [`Basic ${Buffer.from(credentials).toString('base64')}`, 'grant_type=client_credentials&scope=tools%3Acall'],
  ]);
  expect([...new Set(bearersOf(running))]).toEqual(['Bearer token-1']);
  expect(secrets.asked).toEqual(['once']);
});

test('the client’s secret goes to the configured token URL only, whatever the server names', async () => {
  const { tokens, running, server } = await start('named', () => false);
  // A 401 with WWW-Authenticate that names metadata of the server's own, which would name itself as the token's.
  await expect(openTools([server], testHost())).rejects.toMatchObject({ kind: 'tools-unavailable' });
  expect(running.seen.map(({ method, url, rpc }) => `${method} ${url} ${rpc}`)).toEqual([
    'POST /mcp initialize',
    'POST /mcp initialize',
  ]);
  expect(JSON.stringify(running.seen.map(({ headers, body }) => [headers, body.toString()]))).not.toMatch(
    /canary|Basic/,
  );
  expect(tokens.seen).toHaveLength(2);
});

test('a token that the server refuses is renewed once, and the call succeeds', async () => {
  let refused = '';
  const { tokens, running, server } = await start('renewed', (token) => token !== refused);
  await openTools([server], testHost());
  refused = 'token-1';
  expect(resultsOf(await callTools(server, [add]))).toEqual(['42']);
  expect(bearersOf(running).slice(-2)).toEqual(['Bearer token-1', 'Bearer token-2']);
  expect(tokens.seen).toHaveLength(2);
});

test.each([
  ['before its hour is over', 3_600, 3_500_000, 1],
  ['shortly before its end, since clocks differ', 3_600, 3_575_000, 2],
  ['after its end', 3_600, 3_700_000, 2],
  ['of a minute, as text', '60', 20_000, 1],
  ['that does not say how long it lasts, for some minutes', undefined, 200_000, 1],
  ['that does not say how long it lasts, but not for ever', 'soon', 400_000, 2],
  ['that lasts for twenty seconds, for some of them', 20, 5_000, 1],
])('a token %s', async (what, seconds, passedMs, asked) => {
  const { tokens, server } = await start(`after ${what}`, () => true);
  tokens.answer = (response) =>
    response.end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: seconds }));
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await openTools([server], testHost());
  vi.setSystemTime(Date.now() + passedMs);
  expect(resultsOf(await callTools(server, [add, add]))).toEqual(['42', '42']);
  expect(tokens.seen).toHaveLength(asked);
});

test('two that need a new token at once ask for one', async () => {
  await startSecrets({ together: 'value' });
  const tokens = await startTokenServer();
  const token = openOauth({ tokenUrl: tokens.url, clientId: 'a', secret: 'together' }, testHost());
  await token.current();
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  vi.setSystemTime(Date.now() + 3_700_000);
  expect(await Promise.all([token.current(), token.current()])).toEqual(['token-2', 'token-2']);
});

test.each([
  ['refuses', 400, { error: 'invalid_client', error_description: 'canary' }],
  ['gives none', 200, { error: 'canary' }],
])('a token URL that %s makes a question fail, and its words stay where they are', async (what, status, said) => {
  const { tokens, running, server } = await start(what, () => true);
  tokens.answer = (response) => response.writeHead(status).end(JSON.stringify(said));
  const { events, notes } = await callTools(server, [add]);
  const upstream = `TokenRefused of ${new URL(running.url).host}`;
  expect(events).toMatchObject([{ type: 'failure', failure: { kind: 'tools-unavailable', details: { upstream } } }]);
  expect(JSON.stringify([events, notes])).not.toContain('canary');
  expect(running.seen).toEqual([]);
});

test('a token URL that sends elsewhere is not followed: the secret would go there', async () => {
  const { tokens, server } = await start('sent elsewhere', () => true);
  const elsewhere = await startTokenServer();
  tokens.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
  await expect(openTools([server], testHost())).rejects.toMatchObject({ kind: 'tools-unavailable' });
  expect(elsewhere.seen).toEqual([]);
});
