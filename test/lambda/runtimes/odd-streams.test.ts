import { describe, expect, test } from 'vitest';
import { Failure } from '../../../lambda/chat/failure.ts';
import { createValues } from '../../../lambda/runtimes/read/read-values.ts';
import { heldMb } from '../../fixtures/held-mb.ts';
import { dataOf, events, frame, type Script } from '../../fixtures/runtimes/agent-core.ts';
import { tellAll, toLines } from '../../fixtures/runtimes/tell-all.ts';

const sse = (bytes: string): Script => ({ type: 'text/event-stream', moves: [bytes] });
const raw = (...pieces: readonly string[]): Script => sse(pieces.map((piece) => `data: ${piece}\n\n`).join(''));
const json = (value: unknown): Script => ({ type: 'application/json', moves: [JSON.stringify(value)] });
const said = (text: string) => ({ event: { contentBlockDelta: { delta: { text } } } });
const stopped = (stopReason: string) => ({ event: { messageStop: { stopReason } } });
const inNode = (node_id: string, event: object) => ({ type: 'multiagent_node_stream', node_id, event });
const tsSaid = (text: string) => ({
  type: 'modelStreamUpdateEvent',
  event: { type: 'modelContentBlockDeltaEvent', delta: { type: 'textDelta', text } },
});
const tsStop = (stopReason: string) => ({
  type: 'modelStreamUpdateEvent',
  event: { type: 'modelMessageStopEvent', stopReason },
});
const inTsNode = (nodeId: string, event: object) => ({
  type: 'nodeStreamUpdateEvent',
  nodeId,
  inner: { source: 'agent', event },
});
const call = (id: string) => [
  { event: { contentBlockStart: { start: { toolUse: { toolUseId: id, name: 'sum' } } } } },
  { event: { contentBlockDelta: { delta: { toolUse: { input: `{"of":"${id}"}` } } } } },
  { event: { contentBlockStop: {} } },
];

/** The lines of the answer, or the kind of its failure. An answer without a last line is not whole. */
async function read(script: Script): Promise<readonly string[] | string> {
  try {
    return toLines(await tellAll(script));
  } catch (error) {
    if (error instanceof Failure) return error.kind;
    throw error;
  }
}

const finished = (text: string) => [`text: ${text}`, 'stop: finished'];

describe('texts that are sent as they are', () => {
  test.each([
    [
      'numbers, null and brackets',
      ['The price is $', '1.50', ', ', '20', ' items; see ', '[1]', ' and ', 'null', ' is not ', '"zero"'],
      'The price is $1.50, 20 items; see [1] and null is not "zero"',
    ],
    [
      'numbers that JavaScript would write otherwise',
      ['about ', '1e3', ' or ', '123456789012345678901'],
      'about 1e3 or 123456789012345678901',
    ],
    ['a piece that is an object', ['It is ', '{"city":"Rome"}'], 'It is {"city":"Rome"}'],
    ['a number first', ['7', ' of them'], '7 of them'],
  ])('%s', async (_what, pieces, text) => {
    expect(await read(raw(...pieces))).toEqual(finished(text));
  });

  test('texts in JSON that begin as a dictionary of Python’s does are words', async () => {
    expect(await read(events('"Try this: "', `"{'city': 'Rome'}"`, '" ok"'))).toEqual(
      finished("Try this: {'city': 'Rome'} ok"),
    );
  });

  test('OpenAI’s mark is none', async () => {
    expect(await read(events({ text: 'Hi' }, '[DONE]'))).toEqual(finished('Hi'));
  });

  test.each<[what: string, script: Script]>([
    ['a form that is not known', events({ token: 'Hi' }, { token: '!' })],
    ['one beside texts', events({ token: 'Hi' }, '"done"')],
    ['OpenAI’s chunks', events({ choices: [{ delta: { content: 'Hi' } }] }, '[DONE]')],
    ['nothing but signs of life', sse(': heartbeat\n\n')],
    ['empty texts', events('""')],
    ['lists of messages, as LangGraph sends them', events(['messages', [{ content: 'Be kind.', type: 'system' }]])],
  ])('%s is never a finished answer', async (_what, script) => {
    expect(['unreadable', []]).toContainEqual(await read(script));
  });
});

describe('what stands beside words', () => {
  test.each<[what: string, script: Script, lines: readonly string[] | string]>([
    ['Python’s state beside texts', events('"Hi"', { current_tool_use: {} }, '" there"'), finished('Hi there')],
    [
      'a whole message after texts',
      events({ data: 'Hi' }, { message: { role: 'assistant', content: [{ text: 'Hi' }] } }),
      finished('Hi'),
    ],
    ['the words again, as a handler’s own', events(said('Hi'), { data: 'Hi' }, stopped('end_turn')), finished('Hi')],
    ['an error that is none', events({ text: 'Hi', error: null }, { text: '!', error: false }), finished('Hi!')],
    [
      'an error of a type of its own',
      events({ type: 'text', text: 'Hi' }, { type: 'error', error: { message: 'x' } }),
      'model-error',
    ],
    ['an error beside texts', events('"Hi"', { error: 'x' }), 'model-error'],
    [
      'a tool’s error, in Strands for TypeScript',
      events(tsSaid('Hi'), { type: 'afterToolCallEvent', error: { message: 'x' } }, tsStop('endTurn')),
      finished('Hi'),
    ],
  ])('%s', async (_what, script, lines) => {
    expect(await read(script)).toEqual(lines);
  });
});

describe('several agents', () => {
  test.each<[what: string, script: Script, lines: readonly string[]]>([
    [
      'a graph in TypeScript whose first agent is done is not',
      events(inTsNode('a', tsSaid('One')), inTsNode('a', tsStop('endTurn'))),
      ['text: One'],
    ],
    [
      'a graph in Python is done when all that began are',
      events(
        { type: 'multiagent_node_start', node_id: 'a' },
        { type: 'multiagent_node_start', node_id: 'b' },
        inNode('a', said('One')),
        inNode('b', said('Two')),
        inNode('a', stopped('end_turn')),
        inNode('b', stopped('end_turn')),
      ),
      finished('OneTwo'),
    ],
    [
      'and not before',
      events(
        { type: 'multiagent_node_start', node_id: 'a' },
        { type: 'multiagent_node_start', node_id: 'b' },
        inNode('b', said('Two')),
        inNode('a', stopped('end_turn')),
      ),
      ['text: Two'],
    ],
    [
      'a swarm in Python whose next agent never began is not done',
      events(
        { type: 'multiagent_node_start', node_id: 'a' },
        inNode('a', said('One')),
        inNode('a', stopped('end_turn')),
        { type: 'multiagent_handoff', from_node_ids: ['a'], to_node_ids: ['b'] },
        { type: 'multiagent_result' },
      ),
      ['text: One'],
    ],
    [
      'their calls are not mixed',
      events(
        ...[0, 1, 2].flatMap((at) => ['a', 'b'].map((node) => inNode(node, call(node)[at] ?? {}))),
        inNode('a', stopped('end_turn')),
        inNode('b', stopped('end_turn')),
      ),
      ['server-tool-use sum: {"of":"a"}', 'server-tool-use sum: {"of":"b"}', 'stop: finished'],
    ],
    [
      'a run of AG-UI that begins after another is not done',
      events(
        { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', delta: 'One' },
        { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
        { type: 'RUN_STARTED', threadId: 't', runId: 's' },
        { type: 'TEXT_MESSAGE_CHUNK', messageId: 'n', delta: 'and the sec' },
      ),
      ['text: One\n\nand the sec'],
    ],
  ])('%s', async (_what, script, lines) => {
    expect(await read(script)).toEqual(lines);
  });
});

describe('answers in one piece', () => {
  const message = { role: 'assistant', content: [{ text: 'Hi' }] };
  test.each<[what: string, value: unknown, lines: readonly string[] | string]>([
    [
      'what Strands for TypeScript returns',
      { result: { type: 'agentResult', stopReason: 'endTurn', lastMessage: message } },
      finished('Hi'),
    ],
    [
      'one that waits for a person',
      { result: { type: 'agentResult', stopReason: 'interrupt', lastMessage: message } },
      ['text: Hi'],
    ],
    [
      'Converse’s, cut by its length',
      { output: { message }, stopReason: 'max_tokens', usage: { inputTokens: 3, outputTokens: 2 } },
      ['text: Hi', 'usage of research: 3 + 2', 'stop: length'],
    ],
    ['a status of failure', { status: 'error', message: 'boom' }, 'model-error'],
    ['a failure beside an answer', { response: 'boom', status: 'failed' }, 'model-error'],
    ['no error', { result: 'Hi', error: false }, finished('Hi')],
    ['JSON of its own', { rows: [1] }, 'unreadable'],
    ['a state with the whole conversation', { messages: [{ role: 'system', content: 'Be kind.' }] }, 'unreadable'],
    ['an error by its type', { type: 'error', message: 'boom' }, 'model-error'],
    ['a status of HTTP', { statusCode: 500, message: 'boom' }, 'model-error'],
    ['no success', { success: false, message: 'boom' }, 'model-error'],
    ['several errors', { errors: ['boom'], message: 'boom' }, 'model-error'],
    ['an error as the result', { result: { status: 'error', content: [{ text: 'boom' }] } }, 'model-error'],
    ['a success', { success: true, statusCode: 200, result: 'Hi' }, finished('Hi')],
    ['no value', null, []],
    ['nothing', '', []],
  ])('%s', async (_what, value, lines) => {
    expect(await read(json(value))).toEqual(lines);
  });

  test.each<[what: string, script: Script, lines: readonly string[] | string]>([
    ['an empty body', { type: 'application/json', moves: [] }, []],
    ['empty text', { type: 'text/plain', moves: [] }, []],
    ['a page of HTML', { type: 'text/html', moves: ['<h1>Error</h1>'] }, 'unreadable'],
    ['no content type', { type: '', moves: ['data: Hi\n\n'] }, 'unreadable'],
    ['JSON that is cut', { type: 'application/json', moves: ['{"result":"The first ha'] }, 'truncated'],
    ['a text in JSON that is cut', { type: 'application/json', moves: ['"The first ha'] }, 'truncated'],
    ['a list that is cut', { type: 'application/json', moves: ['[{"text":"The first ha'] }, 'truncated'],
    ['a text without its quotation marks', { type: 'application/json', moves: ['It is [1]'] }, finished('It is [1]')],
    [
      'JSON that is nested too deep',
      { type: 'application/json', moves: ['['.repeat(50_000), ']'.repeat(50_000)] },
      'unreadable',
    ],
  ])('%s', async (_what, script, lines) => {
    expect(await read(script)).toEqual(lines);
  });
});

describe('a call that was cut is not told', () => {
  const [begin = {}, input = {}, end = {}] = call('a');
  const part = { event: { contentBlockDelta: { delta: { toolUse: { input: '{"of":' } } } } };
  const again = { event: { messageStart: { role: 'assistant' } } };
  const ag = (type: string, more: object) => ({ type, toolCallId: 'a', toolCallName: 'sum', ...more });
  test.each<[what: string, script: Script, lines: readonly string[] | string]>([
    [
      'by a model that is asked again',
      events(begin, part, again, said('Hi'), end, stopped('end_turn')),
      ['text: Hi', 'stop: finished'],
    ],
    [
      'before its input, by a model that is asked again',
      events(begin, again, said('Hi'), end, stopped('end_turn')),
      ['text: Hi', 'stop: finished'],
    ],
    ['by its length', events(begin, part, end, stopped('max_tokens')), ['stop: length']],
    [
      'by the end of a run of AG-UI',
      events({ type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', delta: 'Hi' }, ag('TOOL_CALL_START', {}), {
        type: 'RUN_FINISHED',
        threadId: 't',
        runId: 'r',
      }),
      finished('Hi'),
    ],
    ['by an error of AG-UI', events(ag('TOOL_CALL_CHUNK', { delta: '{"of":' }), { type: 'RUN_ERROR' }), 'model-error'],
    [
      'but one that is whole is',
      events(begin, input, end, stopped('end_turn')),
      ['server-tool-use sum: {"of":"a"}', 'stop: finished'],
    ],
  ])('%s', async (_what, script, lines) => {
    expect(await read(script)).toEqual(lines);
  });

  test('by an error of AG-UI, also to those who see it as it comes', async () => {
    const told: string[] = [];
    const script = events(ag('TOOL_CALL_CHUNK', { delta: '{"of":' }), { type: 'RUN_ERROR' });
    await expect(tellAll(script, [], (event) => told.push(event.type))).rejects.toThrow('the agent failed');
    expect(told).toEqual([]);
  });
});

describe('the bytes of a stream', () => {
  test.each<[what: string, script: Script, lines: readonly string[] | string]>([
    [
      'events without empty lines between, as AgentCore’s docs show them',
      sse('data: {"text":"A"}\ndata: {"text":"B"}\n\n'),
      finished('AB'),
    ],
    ['a last event without an empty line', sse('data: "Hi"\n\ndata: " there"'), finished('Hi there')],
    ['a last event that is cut', sse('data: "Hi"\n\ndata: " th'), 'truncated'],
    ['a byte order mark and CRLF', sse('\uFEFFdata: "Hi"\r\n\r\n'), finished('Hi')],
    ['an event that is too long', sse(`data: "${'x'.repeat(4_100_000)}`), 'unreadable'],
    [
      'a frame that says that it is too long',
      { type: 'application/vnd.amazon.eventstream', moves: [Buffer.from('ffffffff00000000', 'hex')] },
      'unreadable',
    ],
  ])('%s', async (_what, script, lines) => {
    expect(await read(script)).toEqual(lines);
  });
});

describe('what is bounded', () => {
  const megabyte = 'x'.repeat(1_000_000);
  const parts: readonly (readonly [what: string, event: (at: number) => object])[] = [
    ['messages of AG-UI', (at) => ({ type: 'TEXT_MESSAGE_START', role: 'tool', messageId: `${at}${megabyte}` })],
    ['calls of AG-UI', (at) => ({ type: 'TOOL_CALL_START', toolCallId: `${at}${megabyte}`, toolCallName: 'sum' })],
    ['agents of a graph in Python', (at) => ({ type: 'multiagent_node_start', node_id: `${at}${megabyte}` })],
    ['agents of a graph in TypeScript', (at) => inTsNode(`${at}${megabyte}`, tsSaid('Hi'))],
  ];
  test.each(parts)('the ids of %s, and what is kept of them', (_what, event) => {
    const values = createValues();
    const take = (at: number) => {
      const sent = JSON.stringify(event(at));
      values.read({ raw: sent, json: JSON.parse(sent) });
    };
    take(0);
    const before = heldMb();
    for (let at = 1; at <= 30; at += 1) take(at);
    expect(heldMb() - before).toBeLessThan(5);
    expect(values.read({ raw: '', json: {} })).toEqual([]);
  });

  test('how many messages of others AG-UI may have', async () => {
    const others = Array.from({ length: 1_001 }, (_, at) => ({
      type: 'TEXT_MESSAGE_START',
      role: 'tool',
      messageId: `m${at}`,
    }));
    expect(await read(events(...others))).toBe('unreadable');
  });

  test('how many calls are told', async () => {
    const many = Array.from({ length: 10_001 }, (_, at) => call(`c${at}`)).flat();
    expect(await read(events(...many, stopped('end_turn')))).toBe('unreadable');
  });

  test('a call’s input and name, and how many are open', async () => {
    const [begin, , end] = call('a');
    const long = { event: { contentBlockDelta: { delta: { toolUse: { input: 'x'.repeat(200_000) } } } } };
    const lines = await read(events(begin ?? {}, long, end ?? {}, stopped('end_turn')));
    expect(lines[0]?.length).toBeLessThan(64_100);
  });

  test.each([
    [
      'in one piece',
      {
        message: {
          role: 'user',
          content: [{ toolResult: { toolUseId: 'a', content: [{ text: 'x'.repeat(70_000) }] } }],
        },
      },
    ],
  ])('a tool’s result %s', async (_how, result) => {
    expect(await read(events(...call('a'), result, stopped('end_turn')))).toContain(
      'server-tool-result: ["[too long to be shown]"]',
    );
  });

  test('a tool’s result in many pieces', async () => {
    const piece = frame('contentBlockDelta', {
      contentBlockIndex: 0,
      delta: { toolResult: [{ text: 'x'.repeat(10_000) }] },
    });
    const moves = [
      frame('contentBlockStart', { start: { toolUse: { toolUseId: 'a', name: 'sum' } } }),
      frame('contentBlockStop', {}),
      frame('contentBlockStart', { start: { toolResult: { toolUseId: 'a' } } }),
      ...Array.from({ length: 20 }, () => piece),
      frame('contentBlockStop', {}),
      frame('messageStop', { stopReason: 'end_turn' }),
    ];
    expect(await read({ type: 'application/vnd.amazon.eventstream', moves })).toContain(
      'server-tool-result: ["[too long to be shown]"]',
    );
  });

  test.each([-1, 1.5, 1e9, NaN, '5', undefined])('usage of %j tokens is none', async (outputTokens) => {
    const metadata = { event: { metadata: { usage: { inputTokens: 1, outputTokens } } } };
    expect(await read(events(said('Hi'), metadata, stopped('end_turn')))).toEqual(finished('Hi'));
  });
});

test('what a guardrail took back stays taken back, whatever is said after it', async () => {
  const redaction = { event: { redactContent: { redactAssistantContentMessage: 'No.' } } };
  const told = await tellAll(events(said('Bad'), redaction, stopped('end_turn'), said('Good'), stopped('end_turn')));
  expect(told.at(-1)).toMatchObject({ type: 'message-stop', stop: { kind: 'guardrail', isRetraction: true } });
});

test('ids that an agent gives twice are told apart', async () => {
  const ids = (await tellAll(events(...call('a'), ...call('a'), ...call('a-2'), stopped('end_turn')))).flatMap(
    (event) => (event.type === 'block-start' && 'id' in event.block ? event.block.id : []),
  );
  expect(new Set(ids).size).toBe(3);
});

test('what says nothing is a sign of life, once something was said', async () => {
  const moves = [': heartbeat\n\n', dataOf('"Hi"'), ': heartbeat\n\n'];
  const told = await tellAll({ type: 'text/event-stream', moves }, [13, 25]);
  expect(told.map(({ type }) => type)).toEqual([
    'message-start',
    'block-start',
    'text-delta',
    'silence',
    'block-stop',
    'message-stop',
  ]);
});
