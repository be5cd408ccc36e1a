import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { answerTool } from '../../../lambda/chat/converse-input/to-json-output.ts';
import { toTextAnswer } from '../../../lambda/chat/to-text-answer.ts';
import { flow, gather } from '../../fixtures/gather.ts';
import { brokenSequence, problemsOf, wholeSequence } from '../../fixtures/regular-sequence.ts';

const input = { modelId: 'id', messages: [], inferenceConfig: { maxTokens: 9 } };
const withAnswerTool = {
  ...input,
  toolConfig: { tools: [{ toolSpec: { name: answerTool, inputSchema: { json: {} } } }] },
};

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
const start: ChatEvent = { type: 'message-start' };
const stop = (stopReason: string): ChatEvent => ({ type: 'message-stop', stopReason });
const read = (events: readonly ChatEvent[]) => gather(toTextAnswer(flow(events), withAnswerTool));

test.each<[name: string, source: ChatEvent[], answer: ChatEvent[]]>([
  [
    'the input of the tool is the text, and the answer ends its turn',
    [start, ...call(0, answerTool, '{"a"', ':1}'), stop('tool_use')],
    [start, ...text(0, '{"a"', ':1}'), stop('end_turn')],
  ],
  [
    'a word beside it is left out',
    [start, ...text(0, 'Here:'), ...call(1, answerTool, '{}'), stop('tool_use')],
    [start, ...text(0, '{}'), stop('end_turn')],
  ],
  [
    'an empty input is an empty object',
    [start, ...call(0, answerTool, ''), stop('tool_use')],
    [start, ...text(0, '{}'), stop('end_turn')],
  ],
  [
    'a call of another tool stays one',
    [start, ...call(0, 'f', '{"a":1}'), stop('tool_use')],
    [start, ...call(0, 'f', '{"a":1}'), stop('tool_use')],
  ],
  [
    'an answer that was cut by the limit says so',
    [start, ...call(0, answerTool, '{"a'), stop('max_tokens')],
    [start, ...text(0, '{"a'), stop('max_tokens')],
  ],
])('%s', async (_name, source, answer) => {
  expect(await read(source)).toEqual(answer);
});

test('an answer without the tool is no answer but a failure', async () => {
  expect((await read([start, ...text(0, 'No.'), stop('end_turn')])).at(-1)).toMatchObject({
    type: 'failure',
    failure: { kind: 'model-error' },
  });
});

test('what comes out is regular, whatever comes in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(wholeSequence, brokenSequence), async (events) => {
      expect(problemsOf(await read(events))).toEqual([]);
    }),
  );
});

test('a request without the tool passes untouched', () => {
  const events = flow([start]);
  expect(toTextAnswer(events, input)).toBe(events);
});
