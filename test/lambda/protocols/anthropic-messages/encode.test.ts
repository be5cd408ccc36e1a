import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../../lambda/chat/failure.ts';
import { anthropicMessages } from '../../../../lambda/protocols/anthropic-messages/anthropic-messages.ts';
import { streamFormat } from '../../../../lambda/protocols/anthropic-messages/answer/encode-events.ts';
import { wholeFormat } from '../../../../lambda/protocols/anthropic-messages/answer/encode-message.ts';
import { answerContext } from '../../../fixtures/answers/answer-context.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { flow, gather } from '../../../fixtures/answers/gather.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';
import { brokenSequence, wholeSequence } from '../../../fixtures/answers/normalized-sequence.ts';

const context = answerContext;
const incoming = incomingOf({});

test('any normalized sequence, cut anywhere, has well-formed blocks and is never a false success', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(wholeSequence, brokenSequence), async (events) => {
      const read: EventSourceMessage[] = [];
      const parser = createParser({ onEvent: (event) => read.push(event) });
      for (const write of await gather(streamFormat.encode(flow(events), context))) parser.feed(write);
      const last = events.at(-1);
      const isKnown = last?.type === 'message-stop';
      expect(read.some(({ event }) => event === 'message_stop')).toBe(isKnown);
      expect(read.at(-1)?.event).toBe(isKnown ? 'message_stop' : 'error');
      let open: number | undefined;
      for (const { event, data } of read) {
        const { index } = JSON.parse(data);
        if (event === 'content_block_start') {
          expect(open).toBeUndefined();
          open = index;
        }
        if (event?.startsWith('content_block')) expect(index).toBe(open);
        if (event === 'content_block_stop') open = undefined;
      }
    }),
  );
});

describe('a whole message', () => {
  const toolCall = (json: string): ChatEvent[] => [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'tool-use', id: 't', name: 'f' } },
    { type: 'tool-use-delta', index: 0, json },
    { type: 'block-stop', index: 0 },
    { type: 'call', call: { index: 0, id: 't', name: 'f', json } },
    { type: 'message-stop', stop: { kind: 'tool-use', reason: 'tool_use' } },
  ];

  test('holds a tool’s input as an object', async () => {
    const [body = ''] = await gather(wholeFormat.encode(flow(toolCall('{"a":1}')), context));
    expect(JSON.parse(body).content).toEqual([
      { type: 'tool_use', id: 't', name: 'f', input: { a: 1 }, caller: { type: 'direct' } },
    ]);
  });

  test('keeps numbers that JavaScript does not have', async () => {
    const [body = ''] = await gather(wholeFormat.encode(flow(toolCall('{"id":9007199254740993,"n":1e400}')), context));
    expect(body).toContain('"input":{"id":9007199254740993,"n":1e400}');
  });
});

test('a refusal has Anthropic’s shape', () => {
  const { status, headers, body } = anthropicMessages.refuse(new Failure('overloaded', 'later'), incoming);
  expect([status, headers['request-id']]).toEqual([503, 'request-1']);
  expect(JSON.parse(body)).toEqual({
    type: 'error',
    error: { type: 'overloaded_error', message: 'later' },
    request_id: 'request-1',
  });
});

describe('a request', () => {
  const parse = (body: object) =>
    anthropicMessages.parse(
      incomingOf({ body: { model: 'haiku', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }], ...body } }),
      testConfig,
    ).chat;
  const tool = { name: 'f', input_schema: { type: 'object' } };
  const asking = (result: object) => [
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] },
    { role: 'user', content: [result] },
  ];

  test.each<[body: object, part: object]>([
    [
      { system: 'a', temperature: 0, top_p: 1, stop_sequences: ['x'] },
      { system: [{ kind: 'text', text: 'a' }], temperature: 0, topP: 1, stopSequences: ['x'] },
    ],
    [
      { tools: [tool], tool_choice: { type: 'any' } },
      { tools: [{ name: 'f', inputSchema: { type: 'object' } }], toolChoice: 'any' },
    ],
    [{ tools: [tool], tool_choice: { type: 'auto' } }, { toolChoice: 'auto' }],
    [
      { messages: asking({ type: 'tool_result', tool_use_id: 't', content: 'x' }) },
      { turns: [{}, {}, { content: [{ kind: 'tool-result', id: 't', isError: false, content: [{ text: 'x' }] }] }] },
    ],
    [
      { messages: asking({ type: 'tool_result', tool_use_id: 't' }) },
      { turns: [{}, {}, { content: [{ kind: 'tool-result', id: 't', isError: false, content: [] }] }] },
    ],
    [{ tools: [tool], tool_choice: { type: 'none' } }, { toolChoice: 'none' }],
    [
      { tools: [tool], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
      { toolChoice: 'auto', isSerial: true },
    ],
  ])('%j', (body, part) => {
    expect(parse(body)).toMatchObject(part);
  });
});
