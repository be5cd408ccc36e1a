import dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { type HostileStage, startHostileStage } from '../fixtures/hostile/hostile-stage.ts';
import { put, textsIn } from '../fixtures/hostile/places.ts';

// A caller's address is never fetched, whatever field it is in: it could lead into the deployment's network (SSRF).

let stage: HostileStage;
let trap: Server;
let trapUrl = '';
const visits: string[] = [];
const connections: string[] = [];
const names: string[] = [];

beforeAll(async () => {
  stage = await startHostileStage();
  trap = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end('caught');
  });
  trapUrl = `http://127.0.0.1:${await listenOnLoopback(trap, 0)}`;
});
afterAll(async () => {
  await stage.close();
  trap.close();
});

/** Whatever opens a connection in Node, `fetch` too, goes through these. */
beforeEach(() => {
  const connect = Reflect.get(net.Socket.prototype, 'connect');
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(function (this: net.Socket, ...options: unknown[]) {
    connections.push(JSON.stringify(options));
    return Reflect.apply(connect, this, options);
  });
  const { lookup } = dns;
  vi.spyOn(dns, 'lookup').mockImplementation((...options: unknown[]) => {
    names.push(String(options[0]));
    return Reflect.apply(lookup, dns, options);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const list of [visits, connections, names]) list.length = 0;
});

/** Only Bedrock was spoken to. */
function expectBedrockAlone() {
  const { port } = new URL(stage.bedrockUrl);
  expect(visits).toEqual([]);
  expect(
    connections.filter((options) => !options.includes(`"port":"${port}"`) && !options.includes(`"port":${port}`)),
  ).toEqual([]);
  expect(names.filter((name) => name !== '127.0.0.1')).toEqual([]);
}

test('a fetch would be noticed', async () => {
  await (await fetch(`${trapUrl}/control`)).text();
  expect(visits).toEqual(['/control']);
  expect(connections.length).toBeGreaterThan(0);
  expect(expectBedrockAlone).toThrow('control');
});

const user = (...content: object[]) => ({ messages: [{ role: 'user', content }] });
const item = (...content: object[]) => ({ input: [{ role: 'user', content }] });
const anthropic = { model: 'haiku', max_tokens: 9 };
const result = (content: object) => ({
  ...anthropic,
  messages: [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [content] }] },
  ],
  tools: [{ name: 'f', input_schema: {} }],
});

/** Each place of a protocol that is for an address, with what it is refused by. */
const places: readonly [what: string, path: string, body: (url: string) => object, field: string][] = [
  ['a file', '/chat', (data) => user({ type: 'file', data }), 'messages[0].content[0].data'],
  [
    'an image',
    '/v1/chat/completions',
    (url) => user({ type: 'image_url', image_url: { url } }),
    'messages[0].content[0].image_url.url',
  ],
  [
    'a bare image',
    '/v1/chat/completions',
    (url) => user({ type: 'image_url', image_url: url }),
    'messages[0].content[0].image_url.url',
  ],
  [
    'a file',
    '/v1/chat/completions',
    (url) => user({ type: 'file', file: { file_data: url } }),
    'messages[0].content[0].file.file_data',
  ],
  [
    'an image',
    '/v1/responses',
    (url) => item({ type: 'input_image', image_url: url }),
    'input[0].content[0].image_url',
  ],
  ['a file', '/v1/responses', (url) => item({ type: 'input_file', file_url: url }), 'input[0].content[0].file_url'],
  [
    'a file’s data',
    '/v1/responses',
    (url) => item({ type: 'input_file', file_data: url }),
    'input[0].content[0].file_data',
  ],
  [
    'an MCP server',
    '/v1/responses',
    (url) => ({ input: 'Hi', tools: [{ type: 'mcp', server_label: 'x', server_url: url }] }),
    'tools[0].type',
  ],
  [
    'an image',
    '/v1/messages',
    (url) => ({ ...anthropic, ...user({ type: 'image', source: { type: 'url', url } }) }),
    'messages[0].content[0].source.type',
  ],
  [
    'a document',
    '/v1/messages',
    (url) => ({ ...anthropic, ...user({ type: 'document', source: { type: 'url', url } }) }),
    'messages[0].content[0].source.type',
  ],
  [
    'an image of a result',
    '/v1/messages',
    (url) => result({ type: 'image', source: { type: 'url', url } }),
    'messages[2].content[0].content[0].source.type',
  ],
  [
    'an MCP server',
    '/v1/messages',
    (url) => ({
      ...anthropic,
      messages: [{ role: 'user', content: 'Hi' }],
      mcp_servers: [{ type: 'url', url, name: 'x' }],
    }),
    'mcp_servers',
  ],
  [
    'an image to count',
    '/v1/messages/count_tokens',
    (url) => ({ model: 'haiku', ...user({ type: 'image', source: { type: 'url', url } }) }),
    'messages[0].content[0].source.type',
  ],
  [
    'a file',
    '/api/chat',
    (url) => ({ messages: [{ role: 'user', parts: [{ type: 'file', mediaType: 'image/png', url }] }] }),
    'messages[0].parts[0].url',
  ],
];

const addresses = (): string[] => [
  `${trapUrl}/image.png`,
  `${trapUrl}/a.png#;base64,AAAA`,
  trapUrl.replace('http:', ''),
  'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
  'http://[::ffff:169.254.169.254]/',
  'http://localhost:9001/2018-06-01/runtime/invocation/next',
  'file:///proc/self/environ',
  's3://bucket/key',
  'gopher://127.0.0.1:11211/_stats',
  `data:image/png,${trapUrl}`,
  `data:image/png;base64,AAAA@${trapUrl}`,
  `DATA:image/png;base64,AAAA\n${trapUrl}`,
];

describe('an address where a file could be is refused by its field, and not fetched', () => {
  test.each(places)('%s on %s', async (_what, path, body, field) => {
    for (const address of addresses()) {
      const { status, text, asked } = await stage.ask({ path, body: body(address) });
      expect([address, status, asked]).toEqual([address, 400, undefined]);
      expect(text).toContain(field);
    }
    expectBedrockAlone();
  });
});

test.each(fullRequests)('an address in any text of a request to $protocol is not fetched', async ({ path, body }) => {
  for (const place of textsIn(body)) await stage.ask({ path, body: put(body, place, `${trapUrl}/${place.join('/')}`) });
  expectBedrockAlone();
});

test.each(['referer', 'origin', 'host', 'x-forwarded-host', 'forwarded', 'x-forwarded-for', 'x-callback-url', 'link'])(
  'an address in the header %s is not fetched, nor used',
  async (name) => {
    for (const request of fullRequests) {
      const { status, headers, text } = await stage.ask({ ...request, headers: { [name]: trapUrl } });
      expect(status).toBe(200);
      expect(JSON.stringify(headers) + text).not.toContain(trapUrl);
    }
    expectBedrockAlone();
  },
);
