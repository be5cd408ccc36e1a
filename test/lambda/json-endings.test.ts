import { describe, expect, test } from 'vitest';
import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { toEventFrame } from '../../local/services/bedrock/wire/frames.ts';
import { replay } from '../fixtures/answers/replay.ts';

const schema = { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] };
const messages = [{ role: 'user', content: 'hi' }];

/** How each protocol asks for JSON, and how a stream of it looks when it has failed. */
const protocols = [
  {
    path: '/v1/chat/completions',
    body: { messages, response_format: { type: 'json_schema', json_schema: { name: 'a', schema } } },
    failed: /data: \{"error":/,
    finished: /\[DONE\]|"finish_reason":"stop"/,
  },
  {
    path: '/v1/responses',
    body: { input: 'hi', text: { format: { type: 'json_schema', name: 'a', schema } } },
    failed: /event: response\.failed/,
    finished: /response\.completed/,
  },
  {
    path: '/v1/messages',
    body: { messages, max_tokens: 100, output_config: { format: { type: 'json_schema', schema } } },
    failed: /event: error/,
    finished: /message_stop/,
  },
];

const text = (...said: string[]): object[] => [
  ...said.map((piece) => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text: piece } } })),
  { messageStop: { stopReason: 'end_turn' } },
];
const tool = (...inputs: string[]): object[] => [
  ...inputs.flatMap((input, contentBlockIndex) => [
    {
      contentBlockStart: {
        contentBlockIndex,
        start: { toolUse: { toolUseId: `t${contentBlockIndex}`, name: 'rivulet_answer' } },
      },
    },
    { contentBlockDelta: { contentBlockIndex, delta: { toolUse: { input } } } },
    { contentBlockStop: { contentBlockIndex } },
  ]),
  { messageStop: { stopReason: 'tool_use' } },
];

const answers: [name: string, model: string, events: object[]][] = [
  ['empty text', 'json-by-text', text()],
  ['half a text', 'json-by-text', text('{"a":')],
  ['doubled text', 'json-by-text', text('{"a":1}', '{"a":1}')],
  ['no JSON', 'json-by-text', text('Sorry.')],
  ['an empty input', 'nova', tool('')],
  ['half an input', 'nova', tool('{"a":')],
  ['two inputs', 'nova', tool('{"a":1}', '{"a":1}')],
  ['no input at all', 'nova', text('Sorry.')],
];

function toBytes(events: readonly object[]): Buffer {
  const all = [{ messageStart: { role: 'assistant' } }, ...events] as ConverseStreamOutput[];
  return Buffer.concat(
    all.flatMap((event) => Object.entries(event).map(([name, data]) => toEventFrame({ event: name, data }))),
  );
}

describe.each(answers)('JSON that is %s fails', (_name, model, events) => {
  test.each(protocols)('on $path', async ({ path, body, failed, finished }) => {
    const whole = await replay(path, toBytes(events), { ...body, model });
    expect([whole.status, whole.text]).toEqual([502, expect.stringContaining('JSON')]);
    const streamed = await replay(path, toBytes(events), { ...body, model, stream: true });
    expect(streamed.text).toMatch(failed);
    expect(streamed.text).not.toMatch(finished);
  });
});
