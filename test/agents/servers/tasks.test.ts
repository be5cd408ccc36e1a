import { request } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect, onTestFinished, test } from 'vitest';
import { startTasks } from '../../../agents/servers/tasks.ts';

async function start(): Promise<string> {
  const { url, close } = await startTasks();
  onTestFinished(close);
  return url;
}

async function connect(url: string) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

test('every client sees the one list, by the tools that the agent names', async () => {
  const url = await start();
  const [one, other] = await Promise.all([connect(url), connect(url)]);
  expect((await one.listTools()).tools.map(({ name }) => name)).toEqual(['add_task', 'list_tasks', 'finish_task']);
  await one.callTool({ name: 'add_task', arguments: { title: ' Water the plants ' } });
  expect(await other.callTool({ name: 'list_tasks' })).toMatchObject({
    content: [{ type: 'text', text: '1. Water the plants' }],
  });
  await other.callTool({ name: 'finish_task', arguments: { number: 1 } });
  expect(await one.callTool({ name: 'list_tasks' })).toMatchObject({ content: [{ text: 'There are no tasks.' }] });
});

test.each([{ title: '' }, { title: 'x'.repeat(201) }, {}])(
  'a task that is too short or too long is refused: %o',
  async (task) => {
    const client = await connect(await start());
    expect(await client.callTool({ name: 'add_task', arguments: task })).toMatchObject({ isError: true });
    expect(await client.callTool({ name: 'list_tasks' })).toMatchObject({ content: [{ text: 'There are no tasks.' }] });
  },
);

/** `fetch` sets Host itself. */
async function statusOf(url: string, { method = 'POST', headers = {} }: { method?: string; headers?: object }) {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const asked = request(url, { method, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
    response.resume();
    resolve(response.statusCode);
  });
  asked.once('error', reject).end(method === 'POST' ? '{}' : undefined);
  return promise;
}

test.each([
  ['under a name that leads to this machine', '/mcp', { headers: { host: 'example.com' } }, 403],
  ['from a page', '/mcp', { headers: { origin: 'http://127.0.0.1:3000' } }, 403],
  ['for another path', '/other', {}, 404],
  ['for a stream', '/mcp', { method: 'GET' }, 405],
  ['of no MCP', '/mcp', {}, 406],
])('a request %s is refused', async (_what, path, options, status) => {
  expect(await statusOf(new URL(path, await start()).href, options)).toBe(status);
});
