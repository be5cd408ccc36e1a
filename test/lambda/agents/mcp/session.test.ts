import { expect, test, vi } from 'vitest';
import { mcp } from '../../../../lambda/agents/mcp/mcp.ts';
import { callTools, resultsOf } from '../../../fixtures/mcp/call-tools.ts';
import { startTestServer } from '../../../fixtures/mcp/test-server.ts';

const add = { name: 'add', input: { one: 17, other: 25 } };
const opened = ['initialize', 'notifications/initialized'];

test.each([404, 400])(
  'a session that the server has forgotten (%i) is begun anew, once, and the call succeeds',
  async (status) => {
    const running = await startTestServer();
    const server = mcp({ url: running.url, tools: ['add'] });
    await callTools(server, [add]);
    const before = running.seen.length;
    let isForgotten = true;
    running.fault = ({ rpc }, response) => {
      if (!isForgotten || rpc !== 'tools/call') return false;
      isForgotten = false;
      response.writeHead(status).end();
      return true;
    };
    expect(resultsOf(await callTools(server, [add]))).toEqual(['42']);
    expect(running.rpcs().slice(before)).toEqual(['tools/call', ...opened, 'tools/call']);
  },
);

test('two calls that find it forgotten share the new one', async () => {
  const running = await startTestServer();
  const server = mcp({ url: running.url, tools: ['add'] });
  await callTools(server, [add]);
  const before = running.seen.length;
  running.forget();
  expect(resultsOf(await callTools(server, [add, add]))).toEqual(['42', '42']);
  expect(
    running
      .rpcs()
      .slice(before)
      .filter((rpc) => rpc === 'initialize'),
  ).toHaveLength(1);
});

test('a server that forgets each session at once is not asked for ever', async () => {
  const running = await startTestServer();
  const server = mcp({ url: running.url, tools: ['add'] });
  running.fault = ({ rpc }, response) => rpc === 'tools/call' && Boolean(response.writeHead(404).end());
  expect(resultsOf(await callTools(server, [add]))).toEqual(['the tool failed']);
  expect(running.rpcs().filter((rpc) => rpc === 'tools/call')).toHaveLength(2);
});

test('a server that dies between two questions answers again when it is back, without another listing', async () => {
  const running = await startTestServer();
  const server = mcp({ url: running.url, tools: ['add'] });
  await callTools(server, [add]);
  await running.stop();
  expect(resultsOf(await callTools(server, [add]))).toEqual(['the tool failed']);
  await running.restart();
  expect(resultsOf(await callTools(server, [add]))).toEqual(['42']);
  expect(running.rpcs().filter((rpc) => rpc === 'tools/list')).toHaveLength(1);
});

test('a call that fails does not end another that runs beside it', async () => {
  const running = await startTestServer();
  const server = mcp({ url: running.url, tools: ['add', 'leak'] });
  const { promise: hasFailed, resolve } = Promise.withResolvers<void>();
  running.fault = async ({ rpc, body }, response) => {
    if (rpc !== 'tools/call') return false;
    if (!body.includes('"add"')) return Boolean(response.writeHead(500).end(resolve));
    await hasFailed;
    return false;
  };
  const asked = await callTools(server, [{ name: 'leak' }, add]);
  expect(resultsOf(asked).toSorted()).toEqual(['42', 'the tool failed']);
});

test('an answer that is cancelled ends at once, and the server hears of its call', async () => {
  const running = await startTestServer();
  const server = mcp({ url: running.url, tools: ['hang', 'add'] });
  const leaving = new AbortController();
  const answer = callTools(server, [{ name: 'hang' }], leaving.signal);
  await vi.waitFor(() => expect(running.rpcs()).toContain('tools/call'), { timeout: 60_000 });
  leaving.abort();
  await answer;
  await expect.poll(() => running.cancelled).toEqual(['hang']);
  expect(running.rpcs().at(-1)).toBe('notifications/cancelled');
  expect(running.seen.at(-1)?.body.toString()).not.toContain('stack');
  // The next question has a session of its own.
  expect(resultsOf(await callTools(server, [add]))).toEqual(['42']);
});

test('a server that hears nothing of the cancellation is not listened to any more', async () => {
  const running = await startTestServer();
  const server = mcp({ url: running.url, tools: ['hang'] });
  const leaving = new AbortController();
  const closed: string[] = [];
  running.fault = ({ rpc }, response) => {
    if (rpc === 'tools/call') response.once('close', () => closed.push(rpc));
    if (rpc === 'notifications/cancelled') response.writeHead(500).end();
    return rpc === 'tools/call' || rpc === 'notifications/cancelled';
  };
  const answer = callTools(server, [{ name: 'hang' }], leaving.signal);
  await vi.waitFor(() => expect(running.rpcs()).toContain('tools/call'), { timeout: 60_000 });
  leaving.abort();
  await answer;
  await expect.poll(() => closed).toEqual(['tools/call']);
});

test('no stream is held open between two requests', async () => {
  const running = await startTestServer();
  await callTools(mcp({ url: running.url, tools: ['add'] }), [add]);
  expect(running.seen.map(({ method }) => method)).not.toContain('GET');
  // Connections that nothing runs on are closed by fetch after some seconds.
  await expect.poll(running.isConnected).toBe(false);
});
