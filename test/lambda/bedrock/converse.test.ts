import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { converse } from '../../../lambda/bedrock/converse.ts';
import { bedrockOverBytes } from '../../fixtures/answers/bedrock-over-bytes.ts';
import { gather } from '../../fixtures/answers/gather.ts';
import { problemsOf } from '../../fixtures/answers/normalized-sequence.ts';

const codec = new EventStreamCodec(toUtf8, fromUtf8);
const frame = (type: string, body: object) =>
  codec.encode({
    headers: {
      ':event-type': { type: 'string', value: type },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: 'event' },
    },
    body: fromUtf8(JSON.stringify(body)),
  });
const frames = [
  frame('messageStart', { role: 'assistant' }),
  frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hé' } }),
  frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'llo 日本' } }),
  frame('contentBlockStop', { contentBlockIndex: 0 }),
  frame('messageStop', { stopReason: 'end_turn' }),
  frame('metadata', { usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 }, metrics: { latencyMs: 1 } }),
];
const whole = Buffer.concat(frames);
const stopEndsAt = Buffer.concat(frames.slice(0, 5)).length;

const input = { modelId: 'model', messages: [{ role: 'user' as const, content: [{ text: 'hi' }] }] };
const ask = (chunks: Iterable<Uint8Array>) =>
  gather(converse(bedrockOverBytes(chunks), input, new AbortController().signal, 'haiku'));
const textOf = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === 'text-delta' ? event.text : [])).join('');

test('the bytes may come in any pieces', async () => {
  const inOne = await ask([whole]);
  const inMany = await ask([...whole].map((byte) => Uint8Array.of(byte)));
  const rest = (events: readonly ChatEvent[]) => events.filter(({ type }) => type !== 'text-delta');
  expect(rest(inMany)).toEqual(rest(inOne));
  expect(textOf(inMany)).toBe(textOf(inOne));
  expect(textOf(inOne)).toBe('Héllo 日本');
  expect(inOne.at(-1)).toEqual({ type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } });
});

test('cut at any byte before the stop reason, the answer is a failure; after it, it is complete', async () => {
  for (let at = 0; at < whole.length; at += 1) {
    const events = await ask([whole.subarray(0, at)]);
    expect(problemsOf(events), `cut at ${at}`).toEqual([]);
    expect(events.at(-1)?.type, `cut at ${at}`).toBe(at < stopEndsAt ? 'failure' : 'message-stop');
    expect('Héllo 日本'.startsWith(textOf(events))).toBe(true);
  }
});

test('with any byte damaged, no answer looks complete and has other text', async () => {
  for (let at = 0; at < stopEndsAt; at += 1) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 0x01;
    const events = await ask([damaged]);
    expect(problemsOf(events), `damaged at ${at}`).toEqual([]);
    expect(events.at(-1)?.type, `damaged at ${at}`).toBe('failure');
  }
});

test('Bedrock is sent what the request says', async () => {
  const sent: unknown[] = [];
  const client = bedrockOverBytes([whole]);
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        sent.push([commandName, args.input]);
        return next(args);
      },
    { step: 'initialize' },
  );
  await gather(converse(client, input, new AbortController().signal, 'haiku'));
  expect(sent).toEqual([[ConverseStreamCommand.name, input]]);
});
