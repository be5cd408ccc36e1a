import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../../lambda/chat/chat-event.ts';
import { toConverseInput } from '../../../../../lambda/bedrock/converse-input/to-converse-input.ts';
import { answerTool } from '../../../../../lambda/bedrock/converse-input/parts/to-json-output.ts';
import type { StopKind } from '../../../../../lambda/chat/stop.ts';
import { toJsonAnswer } from '../../../../../lambda/bedrock/answer/json/to-json-answer.ts';
import { flow, gather } from '../../../../fixtures/answers/gather.ts';
import { modelOf } from '../../../../fixtures/handling/model.ts';
import {
  brokenSequence,
  ofOneCall,
  problemsOf,
  wholeSequence,
} from '../../../../fixtures/answers/normalized-sequence.ts';

const call = (index: number, name: string, ...json: string[]): ChatEvent[] => [
  { type: 'block-start', index, block: { kind: 'tool-use', id: 't', name } },
  ...json.map((piece): ChatEvent => ({ type: 'tool-use-delta', index, json: piece })),
  { type: 'block-stop', index },
];
const text = (index: number, ...said: string[]): ChatEvent[] => [
  { type: 'block-start', index, block: { kind: 'text' } },
  ...said.map((piece): ChatEvent => ({ type: 'text-delta', index, text: piece })),
  { type: 'block-stop', index },
];
const usage: ChatEvent = { type: 'usage', model: 'haiku', usage: { input: 1, output: 2, total: 3 } };
const start: ChatEvent = { type: 'message-start' };
const stop = (kind: StopKind): ChatEvent => ({ type: 'message-stop', stop: { kind, reason: 'as Bedrock says' } });
const ready = (index: number, name: string, json: string): ChatEvent => ({
  type: 'call',
  call: { index, id: 't', name, json },
});

const chat = { turns: [], outputFormat: { schema: { type: 'object' } } };
const strictChat = { turns: [], outputFormat: { schema: { type: 'object', required: ['a'] } } };
/** Its models have no text format: they are made to call a tool. */
const readTool = (events: readonly ChatEvent[], asked = chat) =>
  gather(toJsonAnswer(flow(events), asked, modelOf('nova')));
const readText = (events: readonly ChatEvent[]) => gather(toJsonAnswer(flow(events), chat, modelOf('claude-4.5')));

test.each<[name: string, source: ChatEvent[], answer: ChatEvent[]]>([
  [
    'the input of the tool is the text, and the answer is finished',
    [start, ...call(0, answerTool, '{"a"', ':1}'), ready(0, answerTool, '{"a":1}'), stop('tool-use')],
    [start, ...text(0, '{"a"', ':1}'), stop('finished')],
  ],
  [
    'a word beside it is left out',
    [start, ...text(0, 'Here:'), ...call(1, answerTool, '{}'), ready(1, answerTool, '{}'), stop('tool-use')],
    [start, ...text(0, '{}'), stop('finished')],
  ],
  [
    'no input is an empty object, where the schema allows one',
    [start, ...call(0, answerTool, ''), ready(0, answerTool, '{}'), stop('tool-use')],
    [start, ...text(0, '{}'), stop('finished')],
  ],
  [
    'a call of another tool stays one',
    [start, ...call(0, 'f', '{"a":1}'), ready(0, 'f', '{"a":1}'), stop('tool-use')],
    [start, ...call(0, 'f', '{"a":1}'), ready(0, 'f', '{"a":1}'), stop('tool-use')],
  ],
  [
    'a call beside the answer keeps its block’s new place',
    [
      start,
      ...text(0, 'Here:'),
      ...call(1, 'f', '{}'),
      ...call(2, answerTool, '{}'),
      ready(1, 'f', '{}'),
      ready(2, answerTool, '{}'),
      stop('tool-use'),
    ],
    [start, ...call(0, 'f', '{}'), ...text(1, '{}'), ready(0, 'f', '{}'), stop('tool-use')],
  ],
  [
    'an answer that was cut by the limit says so',
    [start, ...call(0, answerTool, '{"a'), stop('length')],
    [start, ...text(0, '{"a'), stop('length')],
  ],
])('by a tool: %s', async (_name, source, answer) => {
  expect(await readTool(source)).toEqual(answer);
});

const failed = { type: 'failure', failure: { kind: 'model-error', message: expect.stringContaining('JSON') } };

describe('an answer that would be taken for JSON and is not fails', () => {
  test.each<[name: string, said: string[]]>([
    ['empty', []],
    ['blank', [' ']],
    ['no JSON', ['No.']],
    ['half', ['{"a"', ': ']],
    ['doubled', ['{"a": 1}', '{"a": 1}']],
    ['a list', ['[]']],
    ['fenced', ['```json\n{}\n```']],
  ])('as text: %s', async (_name, said) => {
    for (const kind of ['finished', 'stop-sequence'] as const) {
      expect((await readText([start, ...text(0, ...said), stop(kind)])).at(-1)).toMatchObject(failed);
    }
  });

  test.each<[name: string, source: ChatEvent[]]>([
    ['said beside the tool', [...text(0, 'No.'), stop('finished')]],
    ['nothing at all', [stop('finished')]],
    ['stopped in the middle', [...call(0, answerTool, '{"a":'), stop('stop-sequence')]],
    ['in two halves', [...call(0, answerTool, '{"a":1'), ...call(1, answerTool, '}'), stop('finished')]],
    [
      'two of them',
      [
        ...call(0, answerTool, '{"a":1}'),
        ...call(1, answerTool, '{"a":1}'),
        ready(0, answerTool, '{"a":1}'),
        ready(1, answerTool, '{"a":1}'),
        stop('tool-use'),
      ],
    ],
    [
      'no input for a schema that wants some',
      [...call(0, answerTool, ''), ready(0, answerTool, '{}'), stop('tool-use')],
    ],
  ])('by a tool: %s', async (_name, source) => {
    expect((await readTool([start, ...source], strictChat)).at(-1)).toMatchObject(failed);
  });

  test('nested too deep: unreadable', async () => {
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`;
    expect((await readText([start, ...text(0, deep), stop('finished')])).at(-1)).toMatchObject({
      failure: { kind: 'unreadable' },
    });
  });
});

describe('beside the JSON', () => {
  const held = (...events: ChatEvent[]) => readText([start, ...events]);

  test('a word is left out, as the official clients parse all text there is', async () => {
    const said = [...text(0, ' ', 'Here:'), ...text(1, ' {"a"', ':1}')];
    expect(await held(...said, stop('finished'))).toEqual([start, ...text(0, ' {"a"', ':1}'), stop('finished')]);
  });

  test('a call of the client’s tool stays, without words of its own', async () => {
    const events = [...text(0, 'I look.'), ...call(1, 'w', '{}'), ready(1, 'w', '{}'), stop('tool-use')];
    expect(await held(...events)).toEqual([start, ...call(0, 'w', '{}'), ready(0, 'w', '{}'), stop('tool-use')]);
  });

  test.each([['{"a":1'], ['{"a":1}{"a":2}']])('half or doubled JSON fails next to a call, too: %s', async (json) => {
    const events = [...text(0, json), ...call(1, 'w', '{}'), ready(1, 'w', '{}'), usage, stop('tool-use')];
    const answer = await held(...events);
    expect(answer.slice(-2)).toMatchObject([usage, failed]);
    expect(
      answer.filter(({ type }) => type === 'call'),
      'a call of a failed answer is not run',
    ).toEqual([]);
  });

  test('a word is left out where a tool of the client’s is forced, too', async () => {
    const events = flow([start, ...text(0, 'Here:'), ...text(1, '{"a":1}'), stop('finished')]);
    const forced = { ...chat, toolChoice: 'any' as const };
    const answer = await gather(toJsonAnswer(events, forced, modelOf('nova')));
    expect(answer).toEqual([start, ...text(0, '{"a":1}'), stop('finished')]);
  });

  test('what a guardrail says instead is sent', async () => {
    const blocked = [start, ...text(0, 'I can’t help with that.'), stop('guardrail')];
    expect(await readText(blocked)).toEqual(blocked);
  });

  test('a model that was made to call a tool and answers with words fails', async () => {
    const events = flow([start, ...text(0, 'Sorry.'), stop('finished')]);
    const forced = { ...chat, toolChoice: 'any' as const };
    expect((await gather(toJsonAnswer(events, forced, modelOf('nova')))).at(-1)).toMatchObject(failed);
  });
});

test.each<StopKind>(['length', 'context-full', 'filtered', 'guardrail'])(
  'an answer that ended early by %s is told as that',
  async (kind) => {
    const events = [start, ...text(0, '{"a'), stop(kind)];
    expect(await readText(events)).toEqual(events);
  },
);

test('what comes out is normalized, whatever comes in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(wholeSequence, brokenSequence).map(ofOneCall), async (events) => {
      expect(problemsOf(await readTool(events))).toEqual([]);
      expect(problemsOf(await readText(events))).toEqual([]);
    }),
  );
});

test('a request that asks for no JSON passes untouched', () => {
  const events = flow([start]);
  expect(toJsonAnswer(events, { turns: [] }, modelOf('nova'))).toBe(events);
});

describe('a tool of the client’s that is named like ours', () => {
  const tools = [{ name: answerTool, inputSchema: { type: 'object' } }];
  const turns = [{ role: 'user' as const, content: [{ kind: 'text' as const, text: 'hi' }] }];

  test('is refused while JSON is asked for by a tool', () => {
    expect(() => toConverseInput({ ...chat, turns, tools, maxTokens: 9 }, modelOf('nova'), {})).toThrow(
      'the tool name rivulet_answer is reserved while JSON output is on: give your tool another name',
    );
  });

  test('is like any other where it is not', async () => {
    const model = modelOf('nova');
    expect(toConverseInput({ turns, tools, maxTokens: 9 }, model, {}).toolConfig?.tools).toHaveLength(1);
    const events = [start, ...call(0, answerTool, '{}'), ready(0, answerTool, '{}'), stop('tool-use')];
    expect(await gather(toJsonAnswer(flow(events), { turns, tools }, model))).toEqual(events);
  });
});
