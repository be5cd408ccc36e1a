import { uiMessageChunkSchema, type UIMessageChunk } from 'ai';
import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../../lambda/chat/failure.ts';
import { streamFormat } from '../../../../lambda/protocols/ui-messages/answer/encode-parts.ts';
import { answerContext } from '../../../fixtures/answers/answer-context.ts';
import { flow, gather } from '../../../fixtures/answers/gather.ts';
import { brokenSequence, wholeSequence } from '../../../fixtures/answers/normalized-sequence.ts';

async function read(events: readonly ChatEvent[]): Promise<string[]> {
  const data: string[] = [];
  const parser = createParser({ onEvent: (event) => data.push(event.data) });
  for (const write of await gather(streamFormat.encode(flow(events), answerContext))) parser.feed(write);
  return data;
}

test('any normalized sequence, cut anywhere, is what the AI SDK takes and never a false success', async () => {
  const { validate } = uiMessageChunkSchema();
  await fc.assert(
    fc.asyncProperty(fc.oneof(wholeSequence, brokenSequence), async (events) => {
      const data = await read(events);
      const last = events.at(-1);
      const isKnown = last?.type === 'message-stop';
      expect(data.includes('[DONE]')).toBe(isKnown);
      const parts = data.filter((line) => line !== '[DONE]').map((line): UIMessageChunk => JSON.parse(line));
      for (const part of parts) expect(await validate?.(part)).toMatchObject({ success: true });
      expect(parts.some(({ type }) => type === 'finish')).toBe(isKnown);
      const isCancelled = last?.type === 'failure' && last.failure.kind === 'cancelled';
      expect(parts.at(-1)?.type).toBe(isKnown ? 'finish' : isCancelled ? 'abort' : 'error');
      const started = new Set<string>();
      for (const part of parts) {
        if (part.type === 'text-start' || part.type === 'reasoning-start') started.add(part.id);
        if (part.type === 'text-delta' || part.type === 'reasoning-delta') expect(started.has(part.id)).toBe(true);
        if (part.type === 'text-end' || part.type === 'reasoning-end') expect(started.delete(part.id)).toBe(true);
      }
    }),
  );
});

test('an answer that Rivulet ended is reported as aborted, and as an error', async () => {
  const events: ChatEvent[] = [
    { type: 'message-start' },
    { type: 'failure', failure: new Failure('deadline', 'out of time') },
  ];
  expect((await read(events)).slice(-2)).toEqual([
    '{"type":"abort","reason":"out of time"}',
    '{"type":"error","errorText":"out of time"}',
  ]);
});

test('an input that broke off is an error, since clients run what is available', async () => {
  const events: ChatEvent[] = [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'tool-use', id: 't', name: 'f' } },
    { type: 'tool-use-delta', index: 0, json: '{"a":' },
    { type: 'block-stop', index: 0 },
    { type: 'message-stop', stop: { kind: 'length', reason: 'max_tokens' } },
  ];
  const types = (await read(events)).map((line) => (line === '[DONE]' ? line : JSON.parse(line).type));
  expect(types).toContain('tool-input-error');
  expect(types).not.toContain('tool-input-available');
});

test('a retraction is a data part of the step that it takes back', async () => {
  const guardrail = [{ policy: 'word', action: 'blocked' }] as const;
  const events: ChatEvent[] = [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'tool-use', id: 't', name: 'f' } },
    { type: 'tool-use-delta', index: 0, json: '{}' },
    { type: 'block-stop', index: 0 },
    {
      type: 'message-stop',
      stop: { kind: 'guardrail', reason: 'guardrail_intervened', guardrail, isRetraction: true },
    },
  ];
  const data = await read(events);
  const types = data.map((line) => (line === '[DONE]' ? line : JSON.parse(line).type));
  expect(types.slice(3)).toEqual([
    'tool-input-delta',
    'data-retraction',
    'tool-input-error',
    'finish-step',
    'start-step',
    'finish-step',
    'finish',
    '[DONE]',
  ]);
  const { validate } = uiMessageChunkSchema();
  const part = JSON.parse(data[4] ?? '');
  expect(part).toEqual({ type: 'data-retraction', data: { guardrail } });
  expect(await validate?.(part)).toMatchObject({ success: true });
});
