import { describe, expect, test } from 'vitest';
import { defineAgent } from '../../../../lambda/agents/define-agent.ts';
import { mcp } from '../../../../lambda/agents/mcp/mcp.ts';
import { openTools } from '../../../../lambda/agents/mcp/open-tools.ts';
import { callTools, resultsOf } from '../../../fixtures/mcp/call-tools.ts';
import { testHost } from '../../../fixtures/mcp/host.ts';
import { leaked, startTestServer } from '../../../fixtures/mcp/test-server.ts';

const add = { name: 'add', input: { one: 17, other: 25 } };

describe('the tools of a server', () => {
  test('are listed once in an environment, however often and by how many they are asked for', async () => {
    const { url, rpcs } = await startTestServer();
    const server = mcp({ url, tools: ['add'] });
    await Promise.all([openTools([server], testHost()), openTools([server], testHost())]);
    await openTools([server], testHost());
    expect(rpcs()).toEqual(['initialize', 'notifications/initialized', 'tools/list']);
  });

  test('are those that the agent names, in its order: the model is offered no other', async () => {
    const { url } = await startTestServer();
    const server = mcp({ url, tools: ['leak', 'add'] });
    const { prompts } = await callTools(server, []);
    expect(prompts[0]?.tools?.map(({ name }) => name)).toEqual(['leak', 'add']);
    expect(prompts[0]?.tools?.[1]).toMatchObject({
      description: 'Adds two numbers.',
      inputSchema: { type: 'object', required: ['one', 'other'] },
    });
  });

  test('that it does not name can’t be called: a model that makes one up reaches no server', async () => {
    const { url, rpcs } = await startTestServer();
    const asked = await callTools(mcp({ url, tools: ['add'] }), [{ name: 'delete_all' }]);
    expect(resultsOf(asked)).toEqual(['there is no tool of this name']);
    expect(rpcs()).not.toContain('tools/call');
  });

  test.each([
    { answersAsJson: false, isStateless: false },
    { answersAsJson: true, isStateless: false },
    { answersAsJson: false, isStateless: true },
    { answersAsJson: true, isStateless: true },
  ])('answer over one session, several at once: %j', async (options) => {
    const { url, rpcs, seen } = await startTestServer(options);
    const asked = await callTools(mcp({ url, tools: ['add'] }), [add, { ...add, input: { one: 1, other: 1 } }]);
    expect(resultsOf(asked).toSorted()).toEqual(['2', '42']);
    expect(rpcs().filter((rpc) => rpc === 'initialize')).toHaveLength(1);
    expect(seen.filter(({ method }) => method !== 'POST')).toEqual([]);
  });

  test('need no description: their name is one', async () => {
    const { url } = await startTestServer({
      register: (server) => void server.registerTool('ping', {}, () => ({ content: [] })),
    });
    const asked = await callTools(mcp({ url, tools: ['ping'] }), [{ name: 'ping' }]);
    expect([asked.prompts[0]?.tools?.[0]?.description, resultsOf(asked)]).toEqual(['ping', ['null']]);
  });

  test('return texts, also those of files; of what is no text its kind', async () => {
    const { url } = await startTestServer();
    const asked = await callTools(mcp({ url, tools: ['read'] }), [{ name: 'read' }]);
    expect(resultsOf(asked)).toEqual(['a note\n[more: file:///more.txt]\n[image]']);
  });

  test.each([
    ['that fails and says why', 'leak', {}],
    ['that is called with what it does not take', 'add', { one: leaked }],
    ['that returns more than a tool may', 'huge', {}],
  ])(
    'one %s failed, and nobody learns more: not the caller, not the log, not the model',
    async (_what, name, input) => {
      const { url } = await startTestServer();
      const asked = await callTools(mcp({ url, tools: [name] }), [{ name, input }]);
      expect(resultsOf(asked)).toEqual(['the tool failed']);
      expect(asked.notes.at(-1)).toMatchObject({ steps: 2 });
      expect(asked.notes).toContainEqual({ failedTools: [`${name}: failed`] });
      const { events, notes, prompts } = asked;
      const returned = prompts[1]?.turns.at(-1);
      expect(
        JSON.stringify([returned, notes, events.filter(({ type }) => type !== 'server-tool-delta')]),
      ).not.toContain(leaked);
      expect(events.at(-1)).toMatchObject({ type: 'message-stop' });
    },
  );
});

test.each([
  ['of two servers', ['add'], ['add']],
  ['that differ by a dash only', ['get-order'], ['get_order']],
])('two tools of one name, %s, are refused where the agent is written', (_what, one, other) => {
  const servers = [one, other].map((tools) => mcp({ url: 'https://example.com/mcp', tools }));
  expect(() => defineAgent({ description: 'Adds', tools: servers })).toThrow(`two tools are named ${other[0]}`);
});

describe('a server is refused where it is written', () => {
  const tools = ['add'];
  const secret = 'name';
  test.each([
    [{ url: 'http://example.com/mcp', tools }, 'url must be https://…, or http://… on loopback'],
    [{ url: 'nothing', tools }, 'url must be https://…, or http://… on loopback'],
    [{ url: 'https://me:canary@example.com', tools }, 'url must have no user name and no password: set auth'],
    [{ url: 'https://example.com', tools: [] }, 'tools must name at least one'],
    [{ url: 'https://example.com', tools: ['files.read'] }, 'tools has "files.read"'],
    [{ url: 'https://example.com', tools: ['add', 'add'] }, 'tools has "add"; each must be there once'],
    [
      { url: 'https://example.com', tools, auth: { oauth: { tokenUrl: 'http://example.com', clientId: 'a', secret } } },
      'auth.oauth.tokenUrl must be https://…',
    ],
  ])('%j', (options, why) => {
    expect(() => mcp(options)).toThrow(why);
    expect(() => mcp(options)).not.toThrow('canary');
  });
});
