import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, tool } from '@strands-agents/sdk';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentContext } from '../../../lambda/agents/define-agent.ts';
import type { Shows } from '../../../lambda/chat/shows.ts';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { heartbeat } from '../../../lambda/protocols/sse.ts';
import { askAgent, calls, says } from '../../fixtures/agents/ask-agent.ts';

const weather = tool({
  name: 'weather',
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
  callback: async ({ city }) => {
    if (city === 'Porto') await sleep(60);
    return { city, sky: 'clear' };
  },
});
const two = calls(['weather', '{"city":"Porto"}', 'porto'], ['weather', '{"city":"Faro"}', 'faro']);
const mild = says('It is mild.');

const ask = (steps: (ChatEvent | number)[][], more: object = {}, agent: object = {}) =>
  askAgent(
    { tools: [weather], shows: 'everything', ...agent },
    { steps, body: { message: 'Weather?', model: 'assistant' }, ...more },
  );

/** The events of the native protocol, without the ids. */
function eventsOf(text: string): { readonly event: string; readonly data: Record<string, unknown> }[] {
  return text.split('\n\n').flatMap((event) => {
    const [, name, data] = /event: (.*)\ndata: (.*)/.exec(event) ?? [];
    return name === undefined || data === undefined ? [] : [{ event: name, data: JSON.parse(data) }];
  });
}

describe('the steps of an agent', () => {
  test('are told as they happen: its calls, and what came of each when it came', async () => {
    const { text } = await ask([two, mild]);
    const steps = eventsOf(text).filter(({ event }) => event === 'server-tool');
    expect(steps.map(({ data }) => data)).toEqual([
      { index: 1, id: 'porto', name: 'weather' },
      { index: 1, json: '{"c' },
      { index: 1, json: 'ity":"Porto"}' },
      { index: 2, id: 'faro', name: 'weather' },
      { index: 2, json: '{"c' },
      { index: 2, json: 'ity":"Faro"}' },
      // They run at the same time, and Porto takes longer.
      { index: 3, id: 'faro', results: [{ city: 'Faro', sky: 'clear' }] },
      { index: 4, id: 'porto', results: [{ city: 'Porto', sky: 'clear' }] },
    ]);
  });

  test('have their texts parted', async () => {
    const { text } = await ask([two, two, mild], { accept: 'text/plain' });
    expect(text).toBe('I look.\n\nI look.\n\nIt is mild.');
  });

  test('use tokens together, and each by its model', async () => {
    const { text, record } = await ask([two, two, mild]);
    expect(eventsOf(text).at(-1)?.data['usage']).toEqual({ inputTokens: 30, outputTokens: 15, totalTokens: 45 });
    expect([record?.inputTokens, record?.outputTokens, record?.steps]).toEqual([30, 15, 3]);
    expect(record?.usages?.map(({ model }) => model)).toEqual(['haiku', 'haiku', 'haiku']);
  });

  test('have calls with ids of their own, though a model counts anew in each', async () => {
    const { text, asked } = await ask([two, two, mild]);
    const ids = eventsOf(text).flatMap(({ data }) => ('name' in data ? String(data['id']) : []));
    expect(ids).toEqual(['porto', 'faro', 'porto-2', 'faro-2']);
    const last = asked[2]?.chat.turns
      .slice(-2)
      .flatMap(({ content }) => content.flatMap((part) => ('id' in part ? part.id : [])));
    expect(last).toEqual(['porto-2', 'faro-2', 'porto-2', 'faro-2']);
  });

  test('keep the connection alive while a tool runs', async () => {
    const { text } = await ask([two, mild], { config: { heartbeatMs: 10 } });
    const between = text.slice(text.indexOf('"id":"faro","results"'), text.indexOf('"id":"porto","results"'));
    expect(between).toContain(heartbeat);
  });
});

describe('an agent shows', () => {
  test.each<[shows: Shows, hasCalls: boolean, hasResults: boolean]>([
    ['nothing', false, false],
    ['calls', true, false],
    ['everything', true, true],
  ])('%s of its tools', async (shows, hasCalls, hasResults) => {
    const paths = [
      {},
      {
        path: '/api/chat',
        body: { model: 'assistant', messages: [{ role: 'user', parts: [{ type: 'text', text: 'a' }] }] },
      },
    ];
    for (const more of paths) {
      const { text } = await ask([two, mild], more, { shows });
      expect([text.includes('weather'), text.includes('Porto'), text.includes('clear')]).toEqual([
        hasCalls,
        hasCalls,
        hasResults,
      ]);
      expect(text).toContain('It');
    }
  });

  test('that a tool failed, though not what it said', async () => {
    const { text } = await ask([calls(['rm_rf', '{}']), mild], {}, { shows: 'calls' });
    expect(eventsOf(text).map(({ data }) => data)).toContainEqual({
      index: 2,
      id: 'rm_rf-1',
      results: [],
      isError: true,
    });
    expect(text).not.toContain('no tool');
  });
});

describe('a model is asked', () => {
  test('with the agent’s words first, then the caller’s, and its tools alone', async () => {
    const body = {
      model: 'assistant',
      messages: [
        { role: 'system', content: 'In French.' },
        { role: 'user', content: 'Weather?' },
      ],
      temperature: 0.5,
      stop: ['END'],
    };
    const { asked } = await ask([mild], { path: '/v1/chat/completions', body }, { system: 'You help.' });
    expect(asked[0]?.chat).toMatchObject({
      system: [{ text: 'You help.' }, { text: 'In French.' }],
      temperature: 0.5,
      stopSequences: ['END'],
      tools: [{ name: 'weather', inputSchema: { type: 'object', required: ['city'] } }],
    });
    expect(asked[0]?.model.alias).toBe('haiku');
  });

  test('with the conversation as it came, files included, in each step', async () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw==' } };
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'Look' }, image] },
      { role: 'assistant', content: 'I see.' },
      { role: 'user', content: 'And?' },
    ];
    const { asked } = await ask([two, mild], {
      path: '/v1/messages',
      body: { model: 'assistant', max_tokens: 9, messages },
    });
    const [first, second] = asked.map(({ chat }) => chat.turns);
    expect(first?.[0]?.content[1]).toMatchObject({
      kind: 'image',
      format: 'png',
      bytes: Buffer.from('iVBORw==', 'base64'),
    });
    expect(second?.slice(0, 3)).toEqual(first);
    expect(second?.slice(3).map(({ role, content }) => [role, content.map(({ kind }) => kind)])).toEqual([
      ['assistant', ['text', 'tool-use', 'tool-use']],
      ['user', ['tool-result', 'tool-result']],
    ]);
  });

  test('with the thoughts of the steps before it, which are told without their proofs', async () => {
    const thought: ChatEvent[] = [
      { type: 'block-start', index: 0, block: { kind: 'reasoning' } },
      { type: 'reasoning-delta', index: 0, text: 'hm' },
      { type: 'reasoning-signature', index: 0, signature: 'proof' },
      { type: 'block-stop', index: 0 },
    ];
    const [begin, ...rest] = two;
    const step = [
      ...(begin ? [begin] : []),
      ...thought,
      ...rest.map((event) =>
        'index' in event
          ? { ...event, index: event.index + 1 }
          : event.type === 'call'
            ? { ...event, call: { ...event.call, index: event.call.index + 1 } }
            : event,
      ),
    ];
    const { text, asked } = await ask([step, mild]);
    expect(asked[1]?.chat.turns[1]?.content[0]).toEqual({
      kind: 'reasoning',
      thought: { text: 'hm', signature: 'proof' },
    });
    expect(eventsOf(text)).toContainEqual({ event: 'reasoning', data: { text: 'hm' } });
    expect(text).not.toContain('proof');
  });

  test('with no blank text, which Converse refuses: neither of its own nor of a tool', async () => {
    const blank = tool({ name: 'blank', description: 'd', inputSchema: z.object({}), callback: () => ' ' });
    const step = calls(['blank', '{}']).map((event) =>
      event.type === 'text-delta' ? { ...event, text: '\n' } : event,
    );
    const { asked } = await ask([step, mild], {}, { tools: [blank] });
    expect(asked[1]?.chat.turns.slice(1)).toEqual([
      { role: 'assistant', content: [{ kind: 'tool-use', id: 'blank-1', name: 'blank', input: {} }] },
      { role: 'user', content: [{ kind: 'tool-result', id: 'blank-1', content: [], isError: false }] },
    ]);
  });

  test('with a list that a tool returns as the list that it is, and so are callers', async () => {
    const list = tool({ name: 'list', description: 'd', inputSchema: z.object({}), callback: () => [1, 'two'] });
    const { asked, text } = await ask([calls(['list', '{}']), mild], {}, { tools: [list] });
    expect(asked[1]?.chat.turns[2]?.content).toMatchObject([{ content: [{ kind: 'text', text: '[1,"two"]' }] }]);
    expect(eventsOf(text).map(({ data }) => data)).toContainEqual({ index: 2, id: 'list-1', results: [[1, 'two']] });
  });

  test('for no more than what is left of the agent’s tokens', async () => {
    const { asked } = await ask([two, mild], {}, { tokens: 1_000 });
    expect(asked[0]?.chat.maxTokens).toBeLessThan(1_000);
    expect(asked[1]?.chat.maxTokens).toBeLessThan(asked[0]?.chat.maxTokens ?? 0);
  });
});

describe('what an agent can’t take is refused by the client’s own name for it', () => {
  const messages = [{ role: 'user', content: 'a' }];
  const fn = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } };
  test.each([
    ['/v1/chat/completions', { messages, tools: [fn] }, 'tools: the agent assistant has its own tools'],
    [
      '/v1/chat/completions',
      { messages, response_format: { type: 'json_object' } },
      'response_format: the agent assistant answers in words',
    ],
    [
      '/v1/messages',
      { messages, max_tokens: 9, tools: [{ name: 'f', input_schema: { type: 'object' } }] },
      'tools: the agent',
    ],
    [
      '/v1/messages',
      { max_tokens: 9, messages: [...messages, { role: 'assistant', content: 'b' }] },
      'end with a message of the user',
    ],
    [
      '/v1/responses',
      {
        input: 'a',
        store: false,
        tools: [{ type: 'function', name: 'f', parameters: { type: 'object' }, strict: false }],
      },
      'tools: the agent',
    ],
  ])('%s %o', async (path, body, message) => {
    const { status, text, asked } = await ask([mild], { path, body: { model: 'assistant', ...body } });
    expect([status, asked.length]).toEqual([400, 0]);
    expect(text).toContain(message);
  });
});

describe('a whole agent that a deployer makes', () => {
  test('may have another beside it, whose words nobody is shown and whose tokens count', async () => {
    const create = ({ config, model }: { config: object; model: () => never }) => {
      const expert = new Agent({
        name: 'expert',
        description: 'Knows all',
        model: model(),
        printer: false,
        retryStrategy: null,
      });
      return new Agent({ ...config, tools: [expert] });
    };
    const { text, record, asked } = await ask(
      [calls(['expert', '{"input":"Weather?"}']), says('Secretly mild.'), mild],
      { accept: 'text/plain' },
      { create, shows: 'nothing' },
    );
    expect(text).toBe('I look.\n\nIt is mild.');
    expect([record?.inputTokens, record?.steps, asked.length]).toEqual([30, 3, 3]);
  });

  test('has others beside it whose tools are bounded as its own are', async () => {
    const failing = tool({
      name: 'failing',
      description: 'Fails',
      inputSchema: z.object({}),
      callback: () => {
        throw new Error('no host db-password-9');
      },
    });
    const create = ({ config, model }: AgentContext) => {
      const beside = { model: model(), printer: false, retryStrategy: null };
      const deepest = new Agent({ ...beside, name: 'deepest', tools: [failing] });
      const expert = new Agent({ ...beside, name: 'expert', tools: [deepest] });
      return new Agent({ ...config, tools: [expert] });
    };
    const { asked, record } = await ask(
      [calls(['expert', '{"input":"a"}']), calls(['deepest', '{"input":"b"}']), calls(['failing', '{}']), mild],
      {},
      { create },
    );
    expect(asked).toHaveLength(6);
    expect(JSON.stringify(asked[3]?.chat.turns)).toContain('the tool failed');
    expect(JSON.stringify(asked)).not.toContain('db-password-9');
    expect(record?.failedTools).toEqual(['failing: failed']);
  });

  test('has no more tokens with others at once than with one after the other', async () => {
    const open = (name: string, model: AgentContext['model']) =>
      new Agent({ name, description: 'Knows all', model: model(), printer: false, retryStrategy: null });
    const { asked } = await ask(
      [calls(['one', '{"input":"a"}'], ['two', '{"input":"b"}']), [30, ...mild], [30, ...mild], mild],
      {},
      {
        tokens: 1_500,
        create: ({ config, model }: AgentContext) =>
          new Agent({ ...config, tools: [open('one', model), open('two', model)] }),
      },
    );
    const [first = 0, second = 0] = asked.slice(1, 3).map(({ chat }) => chat.maxTokens);
    expect(asked).toHaveLength(4);
    expect(first + second).toBeLessThan(1_500);
    // What they did not use is free again.
    expect(asked[3]?.chat.maxTokens).toBe(1_000);
  });

  test('is not thought for any more when its answer is cancelled, whatever its own tools pass on', async () => {
    const { asked } = await ask(
      [calls(['ask', '{}']), [600_000, ...mild]],
      { config: { integrationTimeoutMs: 400 } },
      {
        create: ({ config, model }: AgentContext) => {
          const expert = new Agent({ model: model(), printer: false, retryStrategy: null });
          const callback = async () => String(await expert.invoke('Weather?'));
          return new Agent({
            ...config,
            tools: [tool({ name: 'ask', description: 'Asks', inputSchema: z.object({}), callback })],
          });
        },
      },
    );
    expect(asked).toHaveLength(2);
    await expect.poll(() => asked[1]?.signal.aborted).toBe(true);
  });

  test('is told who asks, and so are its tools', async () => {
    const seen: unknown[] = [];
    const who = tool({
      name: 'who',
      description: 'Who asks',
      inputSchema: z.object({}),
      callback: (_input, context) => {
        seen.push(context?.invocationState['caller']);
        return 'somebody';
      },
    });
    await ask([calls(['who', '{}']), mild], {}, { tools: [who] });
    expect(seen).toEqual([expect.objectContaining({ plan: expect.any(String), id: expect.any(String) })]);
  });
});
