import type {
  ConverseStreamOutput,
  ReasoningContentBlockDelta as ReasoningDelta,
  StopReason,
} from '@aws-sdk/client-bedrock-runtime';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { Failure, type FailureKind } from '../../../../lambda/chat/failure.ts';
import { normalize } from '../../../../lambda/bedrock/answer/normalize.ts';
import type { StopKind } from '../../../../lambda/chat/stop.ts';
import { flow, gather } from '../../../fixtures/answers/gather.ts';
import { problemsOf } from '../../../fixtures/answers/normalized-sequence.ts';

const start: ConverseStreamOutput = { messageStart: { role: 'assistant' } };
const stop: ConverseStreamOutput = { messageStop: { stopReason: 'end_turn' } };
const forTools: ConverseStreamOutput = { messageStop: { stopReason: 'tool_use' } };
const text = (said: string, contentBlockIndex = 0): ConverseStreamOutput => ({
  contentBlockDelta: { contentBlockIndex, delta: { text: said } },
});
const blockStop = (contentBlockIndex = 0): ConverseStreamOutput => ({ contentBlockStop: { contentBlockIndex } });
const toolStart = (contentBlockIndex: number): ConverseStreamOutput => ({
  contentBlockStart: { contentBlockIndex, start: { toolUse: { toolUseId: `t${contentBlockIndex}`, name: 'search' } } },
});
const toolInput = (input: string, contentBlockIndex: number): ConverseStreamOutput => ({
  contentBlockDelta: { contentBlockIndex, delta: { toolUse: { input } } },
});
const metadata: ConverseStreamOutput = {
  metadata: { usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 }, metrics: { latencyMs: 1 } },
};
const ended: ChatEvent = { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } };
const textBlock = (index: number, ...said: string[]): ChatEvent[] => [
  { type: 'block-start', index, block: { kind: 'text' } },
  ...said.map((one): ChatEvent => ({ type: 'text-delta', index, text: one })),
  { type: 'block-stop', index },
];

describe('a Bedrock stream is normalized', () => {
  const usage: ChatEvent = { type: 'usage', model: 'haiku', usage: { input: 3, output: 2, total: 5 } };
  test.each<[name: string, source: ConverseStreamOutput[], body: ChatEvent[]]>([
    ['a text block without a start gets one', [start, text('a'), blockStop(), stop], [...textBlock(0, 'a'), ended]],
    ['usage comes before the stop, though Bedrock says it after', [start, stop, metadata], [usage, ended]],
    ['usage may be missing', [start, stop], [ended]],
    ['a block that is never closed is closed by the stop', [start, text('a'), stop], [...textBlock(0, 'a'), ended]],
    [
      'a delta of another block closes the open one',
      [start, text('a', 0), text('b', 2), stop],
      [...textBlock(0, 'a'), ...textBlock(1, 'b'), ended],
    ],
    ['an empty first delta opens its block and says nothing', [start, text(''), stop], [...textBlock(0), ended]],
    ['a missing message start is made up', [text('a'), stop], [...textBlock(0, 'a'), ended]],
    ['what follows the end is left out', [start, stop, metadata, text('late')], [usage, ended]],
    [
      'a pair cut between two deltas is joined',
      [start, text('a\ud83d'), text('\ude00b'), stop],
      [...textBlock(0, 'a', '😀b'), ended],
    ],
    [
      'half a pair at the end of a block is replaced',
      [start, text('a\ud83d'), stop],
      [...textBlock(0, 'a', '�'), ended],
    ],
    [
      'a tool keeps its id, name and input',
      [start, toolStart(1), toolInput('{"a"', 1), toolInput(':1}', 1), blockStop(1), forTools],
      [
        { type: 'block-start', index: 0, block: { kind: 'tool-use', id: 't1', name: 'search' } },
        { type: 'tool-use-delta', index: 0, json: '{"a"' },
        { type: 'tool-use-delta', index: 0, json: ':1}' },
        { type: 'block-stop', index: 0 },
        { type: 'call', call: { index: 0, id: 't1', name: 'search', json: '{"a":1}' } },
        { type: 'message-stop', stop: { kind: 'tool-use', reason: 'tool_use' } },
      ],
    ],
    [
      'a citation before any text opens a text block',
      [
        start,
        {
          contentBlockDelta: {
            contentBlockIndex: 0,
            delta: { citation: { title: 'T', sourceContent: [{ text: 'q' }] } },
          },
        },
        stop,
      ],
      [
        { type: 'block-start', index: 0, block: { kind: 'text' } },
        { type: 'citation', index: 0, citation: { title: 'T', quotes: ['q'] } },
        { type: 'block-stop', index: 0 },
        ended,
      ],
    ],
    [
      'half a character in a citation is replaced, as in a text',
      [
        start,
        {
          contentBlockDelta: {
            contentBlockIndex: 0,
            delta: { citation: { title: 'T\ud800', source: '\udc00', sourceContent: [{ text: 'q\ud83d' }] } },
          },
        },
        stop,
      ],
      [
        { type: 'block-start', index: 0, block: { kind: 'text' } },
        { type: 'citation', index: 0, citation: { title: 'T\ufffd', source: '\ufffd', quotes: ['q\ufffd'] } },
        { type: 'block-stop', index: 0 },
        ended,
      ],
    ],
    [
      'an address that is none of the web’s is no place of a citation',
      [
        start,
        {
          contentBlockDelta: {
            contentBlockIndex: 0,
            delta: { citation: { title: 'T', location: { web: { url: 'javascript:alert(1)' } } } },
          },
        },
        stop,
      ],
      [
        { type: 'block-start', index: 0, block: { kind: 'text' } },
        { type: 'citation', index: 0, citation: { title: 'T', quotes: [] } },
        { type: 'block-stop', index: 0 },
        ended,
      ],
    ],
    [
      'unknown events and deltas are skipped',
      [
        start,
        { $unknown: ['new', {}] },
        { contentBlockDelta: { contentBlockIndex: 0, delta: { $unknown: ['hologram', {}] } } },
        stop,
      ],
      [ended],
    ],
    [
      'a tool that Bedrock runs itself is told apart from the client’s, with what came of it',
      [
        start,
        {
          contentBlockStart: {
            contentBlockIndex: 0,
            start: { toolUse: { toolUseId: 't', name: 'sum', type: 'server_tool_use' } },
          },
        },
        toolInput('{}', 0),
        blockStop(0),
        { contentBlockStart: { contentBlockIndex: 1, start: { toolResult: { toolUseId: 't', status: 'error' } } } },
        { contentBlockDelta: { contentBlockIndex: 1, delta: { toolResult: [{ text: 'no' }, { json: { a: 1 } }] } } },
        blockStop(1),
        stop,
      ],
      [
        { type: 'block-start', index: 0, block: { kind: 'server-tool-use', id: 't', name: 'sum' } },
        { type: 'server-tool-delta', index: 0, json: '{}' },
        { type: 'block-stop', index: 0 },
        { type: 'block-start', index: 1, block: { kind: 'server-tool-result', id: 't', isError: true } },
        { type: 'server-tool-result', index: 1, parts: ['no', { a: 1 }] },
        { type: 'block-stop', index: 1 },
        ended,
      ],
    ],
  ])('%s', async (_name, source, body) => {
    expect(await gather(normalize(flow(source), 'haiku'))).toEqual([{ type: 'message-start' }, ...body]);
  });

  test('reasoning keeps its text; its signature and what is redacted come once, complete', async () => {
    const thought = (contentBlockIndex: number, reasoningContent: ReasoningDelta): ConverseStreamOutput => ({
      contentBlockDelta: { contentBlockIndex, delta: { reasoningContent } },
    });
    const events = await gather(
      normalize(
        flow([
          start,
          thought(0, { text: 'hm' }),
          thought(0, { signature: 's1' }),
          thought(0, { signature: 's2' }),
          thought(1, { redactedContent: new Uint8Array([1, 2]) }),
          thought(1, { redactedContent: new Uint8Array([3]) }),
          stop,
        ]),
        'haiku',
      ),
    );
    expect(events.slice(1, -1)).toEqual([
      { type: 'block-start', index: 0, block: { kind: 'reasoning' } },
      { type: 'reasoning-delta', index: 0, text: 'hm' },
      { type: 'reasoning-signature', index: 0, signature: 's1s2' },
      { type: 'block-stop', index: 0 },
      { type: 'block-start', index: 1, block: { kind: 'reasoning' } },
      { type: 'reasoning-redacted', index: 1, data: Buffer.from([1, 2, 3]) },
      { type: 'block-stop', index: 1 },
    ]);
  });
});

test('usage without its counts is left out', async () => {
  const empty = { metadata: { usage: {}, metrics: {} } } as ConverseStreamOutput;
  expect((await gather(normalize(flow([start, stop, empty]), 'haiku'))).map(({ type }) => type)).toEqual([
    'message-start',
    'message-stop',
  ]);
});

test('the end comes as soon as stop reason and usage are there, not when Bedrock closes the stream', async () => {
  let hasClosed = false;
  const source = async function* (): AsyncGenerator<ConverseStreamOutput> {
    yield* [start, stop, metadata];
    hasClosed = true;
  };
  for await (const event of normalize(source(), 'haiku')) {
    if (event.type === 'message-stop') expect(hasClosed).toBe(false);
  }
  expect(hasClosed, 'and is read to its close, so that the connection can be used again').toBe(true);
});

describe('a stream that breaks', () => {
  const broken = async function* (...events: ConverseStreamOutput[]): AsyncGenerator<ConverseStreamOutput> {
    yield* events;
    throw new Error('lost');
  };

  test('without a stop reason is truncated', async () => {
    const events = await gather(normalize(flow([start, text('a')]), 'haiku'));
    expect(events.at(-1)).toMatchObject({ type: 'failure', failure: { kind: 'truncated' } });
  });

  test('before the stop reason throws what broke it', async () => {
    await expect(gather(normalize(broken(start, text('a')), 'haiku'))).rejects.toThrow('lost');
  });

  test('after the stop reason is whole, and only its usage is lost', async () => {
    const events = await gather(normalize(broken(start, text('a'), stop), 'haiku'));
    expect(events.at(-1)).toEqual(ended);
    expect(events.some(({ type }) => type === 'usage')).toBe(false);
  });

  test('is unreadable when the model goes on after its stop', async () => {
    await expect(gather(normalize(flow([start, text('a'), stop, text('b'), metadata]), 'haiku'))).rejects.toMatchObject(
      {
        kind: 'unreadable',
      },
    );
  });

  test('is unreadable when text comes into a tool call', async () => {
    await expect(gather(normalize(flow([start, toolStart(0), text('x', 0), forTools]), 'haiku'))).rejects.toMatchObject(
      {
        kind: 'unreadable',
      },
    );
  });

  test('is unreadable when tool input comes for no tool', async () => {
    await expect(gather(normalize(flow([start, toolInput('{}', 0), stop]), 'haiku'))).rejects.toMatchObject({
      kind: 'unreadable',
    });
  });
});

describe('a call is ready only when its input is whole and the model stopped for it', () => {
  const stopFor = (stopReason: StopReason): ConverseStreamOutput => ({ messageStop: { stopReason } });
  const called = (at: number, ...input: string[]) => [
    toolStart(at),
    ...input.map((piece) => toolInput(piece, at)),
    blockStop(at),
  ];
  const read = async (...source: ConverseStreamOutput[]) => {
    const events = await gather(normalize(flow([start, ...source, metadata]), 'haiku'));
    return { calls: events.flatMap((event) => (event.type === 'call' ? event.call.json : [])), last: events.at(-1) };
  };
  const stopped = (kind: StopKind) => ({ type: 'message-stop', stop: { kind } });
  const failed = (kind: FailureKind) => ({ type: 'failure', failure: { kind } });
  const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;

  test.each<[name: string, source: ConverseStreamOutput[], calls: string[], last: object]>([
    ['whole', [...called(0, '{"a"', ':1}'), stopFor('tool_use')], ['{"a":1}'], stopped('tool-use')],
    ['without arguments', [...called(0), stopFor('tool_use')], ['{}'], stopped('tool-use')],
    ['with blank ones', [...called(0, '', ' '), stopFor('tool_use')], ['{}'], stopped('tool-use')],
    ['two', [...called(0, '{}'), ...called(1, '{"b":2}'), stopFor('tool_use')], ['{}', '{"b":2}'], stopped('tool-use')],
    ['cut', [...called(0, '{"a"'), stopFor('max_tokens')], [], stopped('length')],
    ['cut before its input', [...called(0), stopFor('max_tokens')], [], stopped('length')],
    [
      'whole, and the next one cut',
      [...called(0, '{}'), ...called(1, '{'), stopFor('max_tokens')],
      [],
      stopped('length'),
    ],
    ['blocked', [...called(0, '{"a":1}'), stopFor('guardrail_intervened')], [], stopped('guardrail')],
    ['filtered', [...called(0, '{"a":1}'), stopFor('content_filtered')], [], stopped('filtered')],
    ['cut by a stop sequence', [...called(0, '{"a":'), stopFor('stop_sequence')], [], failed('model-error')],
    ['nobody stopped for it', [...called(0, '{"a":1}'), stopFor('end_turn')], [], failed('model-error')],
    ['a number that can’t be kept', [...called(0, '{"a":1e400}'), stopFor('tool_use')], [], failed('unreadable')],
    ['half a character', [...called(0, '{"a":"\\ud800"}'), stopFor('tool_use')], [], failed('unreadable')],
    ['malformed', [...called(0, '{"a":1}'), stopFor('malformed_tool_use')], [], failed('model-error')],
    ['half, though the model stopped for it', [...called(0, '{"a"'), stopFor('tool_use')], [], failed('model-error')],
    ['doubled', [...called(0, '{}{}'), stopFor('tool_use')], [], failed('model-error')],
    ['no object', [...called(0, '"a"'), stopFor('tool_use')], [], failed('model-error')],
    ['one of two is half', [...called(0, '{}'), ...called(1, '{'), stopFor('tool_use')], [], failed('model-error')],
    ['there is none', [text('a'), stopFor('tool_use')], [], failed('model-error')],
    ['nested too deep', [...called(0, deep), stopFor('tool_use')], [], failed('unreadable')],
  ])('%s', async (_name, source, calls, last) => {
    const answer = await read(...source);
    expect(answer.calls).toEqual(calls);
    expect(answer.last).toMatchObject(last);
  });

  test('two calls with one id are unreadable', async () => {
    const same = { contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { toolUseId: 't', name: 'f' } } } };
    const twice = [same, blockStop(0), same, blockStop(0), stopFor('tool_use')];
    expect((await read(...twice)).last).toMatchObject(failed('unreadable'));
  });

  test.each([
    ['id', { toolUseId: '', name: 'f' }],
    ['name', { toolUseId: 't', name: '' }],
  ])('without its %s it is unreadable', async (_name, toolUse) => {
    const started = { contentBlockStart: { contentBlockIndex: 0, start: { toolUse } } };
    expect((await read(started, blockStop(0), stopFor('tool_use'))).last).toMatchObject(failed('unreadable'));
  });

  describe('an answer that stopped for tools that Bedrock runs itself', () => {
    const asked = (at: number, toolUseId: string): ConverseStreamOutput => ({
      contentBlockStart: {
        contentBlockIndex: at,
        start: { toolUse: { toolUseId, name: 'sum', type: 'server_tool_use' } },
      },
    });
    const answered = (at: number, toolUseId: string): ConverseStreamOutput => ({
      contentBlockStart: { contentBlockIndex: at, start: { toolResult: { toolUseId } } },
    });

    test.each<[name: string, source: ConverseStreamOutput[], last: object]>([
      ['is finished when their results are there', [asked(0, 'a'), answered(1, 'a')], stopped('finished')],
      ['fails without a result', [asked(0, 'a')], failed('model-error')],
      ['fails when one of two has none', [asked(0, 'a'), answered(1, 'a'), asked(2, 'b')], failed('model-error')],
    ])('%s', async (_name, source, last) => {
      expect((await read(...source, blockStop(2), stopFor('tool_use'))).last).toMatchObject(last);
    });
  });
});

test.each(['constructor', 'toString', '__proto__', 'moon_phase', ''])(
  'the stop reason %j is no end but a failure',
  async (stopReason) => {
    const unknown = { messageStop: { stopReason } } as ConverseStreamOutput;
    expect((await gather(normalize(flow([start, unknown, metadata]), 'haiku'))).at(-1)).toMatchObject({
      type: 'failure',
      failure: { kind: 'model-error' },
    });
  },
);

test('usage that does not come is waited for two seconds, not for the idle limit', async () => {
  vi.useFakeTimers();
  const silent = async function* (): AsyncGenerator<ConverseStreamOutput> {
    yield* [start, text('a'), stop];
    await new Promise(() => undefined);
  };
  const events = gather(normalize(silent(), 'haiku'));
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await events).at(-1)).toEqual(ended);
  vi.useRealTimers();
});

test('any order of Bedrock events gives a normalized sequence or a failure', async () => {
  const index = fc.nat({ max: 2 });
  const anyEvent = fc.oneof(
    fc.constant(start),
    fc.constant(stop),
    fc.constant(metadata),
    index.map(blockStop),
    index.map(toolStart),
    fc.tuple(fc.string({ unit: 'binary' }), index).map(([said, at]) => text(said, at)),
    fc.tuple(fc.constantFrom('\ud83d', '\ude00', 'a\ud83d'), index).map(([said, at]) => text(said, at)),
    fc.tuple(fc.string(), index).map(([said, at]) => toolInput(said, at)),
    index.map((at): ConverseStreamOutput => ({
      contentBlockDelta: { contentBlockIndex: at, delta: { reasoningContent: { text: 'hm' } } },
    })),
    fc.constant<ConverseStreamOutput>({ $unknown: ['new', {}] }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { maxLength: 20 }), async (source) => {
      const seen: ChatEvent[] = [];
      try {
        for await (const event of normalize(flow(source), 'haiku')) seen.push(event);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        if (error instanceof Failure) seen.push({ type: 'failure', failure: error });
      }
      expect(problemsOf(seen)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('of an answer that may call one tool the first call is given', async () => {
  const source = [
    start,
    toolStart(0),
    toolInput('{}', 0),
    blockStop(0),
    toolStart(1),
    toolInput('{}', 1),
    blockStop(1),
  ];
  const both = [...source, { messageStop: { stopReason: 'tool_use' as const } }, metadata];
  const indexes = async (isSerial: boolean) =>
    (await gather(normalize(flow(both), 'haiku', isSerial))).flatMap((e) => (e.type === 'call' ? e.call.index : []));
  expect([await indexes(false), await indexes(true)]).toEqual([[0, 1], [0]]);
});
