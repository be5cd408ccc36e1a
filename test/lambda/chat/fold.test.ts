import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { fold, wordsOf } from '../../../lambda/chat/fold.ts';
import { flow } from '../../fixtures/answers/gather.ts';
import { brokenSequence, wholeSequence } from '../../fixtures/answers/normalized-sequence.ts';

const counted = { input: 3, output: 2, total: 5 };
const cited = { quotes: ['q'], title: 'T' };
const stop = { kind: 'tool-use', reason: 'tool_use' } as const;

test('an answer is its blocks, its calls, its usage and its stop', async () => {
  const events: ChatEvent[] = [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'reasoning' } },
    { type: 'reasoning-delta', index: 0, text: 'h' },
    { type: 'silence' },
    { type: 'reasoning-delta', index: 0, text: 'm' },
    { type: 'reasoning-signature', index: 0, signature: 'sig' },
    { type: 'block-stop', index: 0 },
    { type: 'block-start', index: 1, block: { kind: 'server-tool-use', id: 's', name: 'search' } },
    { type: 'server-tool-delta', index: 1, json: '{}' },
    { type: 'block-stop', index: 1 },
    { type: 'block-start', index: 2, block: { kind: 'text' } },
    { type: 'text-delta', index: 2, text: 'a' },
    { type: 'citation', index: 2, citation: cited },
    { type: 'block-stop', index: 2 },
    { type: 'block-start', index: 3, block: { kind: 'reasoning' } },
    { type: 'reasoning-redacted', index: 3, data: new Uint8Array([1]) },
    { type: 'block-stop', index: 3 },
    { type: 'block-start', index: 4, block: { kind: 'tool-use', id: 't', name: 'f' } },
    { type: 'tool-use-delta', index: 4, json: '{}' },
    { type: 'block-stop', index: 4 },
    { type: 'call', call: { index: 4, id: 't', name: 'f', json: '{}' } },
    { type: 'usage', model: 'haiku', usage: counted },
    { type: 'message-stop', stop },
  ];
  expect(await fold(flow(events))).toEqual({
    parts: [
      { kind: 'reasoning', text: 'hm', signature: 'sig' },
      { kind: 'text', text: 'a', citations: [cited] },
      { kind: 'reasoning', text: '', redacted: new Uint8Array([1]) },
    ],
    calls: [{ index: 4, id: 't', name: 'f', json: '{}' }],
    usage: counted,
    stop,
  });
});

test('what is used is the sum of what each model used, with the counts that any of them told', async () => {
  const usages = [
    counted,
    { ...counted, cacheRead: 4 },
    { ...counted, cacheRead: 1, cacheWrite: 2, cacheWriteOneHour: 1 },
  ];
  const events: ChatEvent[] = [
    { type: 'message-start' },
    ...usages.map((usage): ChatEvent => ({ type: 'usage', model: 'haiku', usage })),
    { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } },
  ];
  const sum = { input: 9, output: 6, total: 15, cacheRead: 5, cacheWrite: 2, cacheWriteOneHour: 1 };
  expect((await fold(flow(events))).usage).toEqual(sum);
});

test('any normalized sequence loses none of its words and none of its calls', async () => {
  await fc.assert(
    fc.asyncProperty(wholeSequence, async (events) => {
      const answer = await fold(flow(events));
      const said = events.flatMap((event) => (event.type === 'text-delta' ? event.text : []));
      const thought = events.flatMap((event) => (event.type === 'reasoning-delta' ? event.text : []));
      expect(wordsOf(answer, 'text')).toBe(said.join(''));
      expect(wordsOf(answer, 'reasoning')).toBe(thought.join(''));
      expect(answer.calls).toEqual(events.flatMap((event) => (event.type === 'call' ? event.call : [])));
    }),
  );
});

test('one that is cut anywhere throws its failure', async () => {
  await fc.assert(
    fc.asyncProperty(brokenSequence, async (events) => {
      const last = events.at(-1);
      await expect(fold(flow(events))).rejects.toBe(last?.type === 'failure' && last.failure);
    }),
  );
});

test('one without an end is not taken for complete', async () => {
  await expect(fold(flow([{ type: 'message-start' }]))).rejects.toMatchObject({ kind: 'truncated' });
});
