import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ChatEvent, Usage } from '../../../lambda/chat/chat-event.ts';
import { streamFormat as messageStream } from '../../../lambda/protocols/anthropic-messages/answer/encode-events.ts';
import { wholeFormat as message } from '../../../lambda/protocols/anthropic-messages/answer/encode-message.ts';
import { chooseFormat } from '../../../lambda/protocols/native/formats.ts';
import { wholeFormat as completion } from '../../../lambda/protocols/openai-chat/answer/encode-completion.ts';
import { streamFormat as responseStream } from '../../../lambda/protocols/openai-responses/answer/encode-events.ts';
import { wholeFormat as response } from '../../../lambda/protocols/openai-responses/answer/encode-response.ts';
import { toEcho } from '../../../lambda/protocols/openai-responses/request/echo.ts';
import type { Format } from '../../../lambda/protocols/protocol.ts';
import { answerContext } from '../../fixtures/answers/answer-context.ts';
import { flow, gather } from '../../fixtures/answers/gather.ts';
import { brokenSequence, wholeSequence } from '../../fixtures/answers/normalized-sequence.ts';

/** Answers say in which second they ended. */
beforeAll(() => vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => vi.useRealTimers());

const write = (format: Format, events: readonly ChatEvent[]) => gather(format.encode(flow(events), answerContext));

const toEvents = (chunks: readonly string[]) =>
  chunks.flatMap((chunk) => {
    const [, data] = /^data: ([^\n]+)/m.exec(chunk) ?? [];
    return data === undefined ? [] : [data];
  });

/** The same answer, where all that was used is told at once. */
function withOneUsage(events: readonly ChatEvent[]): ChatEvent[] {
  const usages = events.flatMap((event) => (event.type === 'usage' ? event.usage : []));
  const others = events.filter(({ type }) => type !== 'usage');
  if (usages.length === 0) return others;
  const sum = (of: (usage: Usage) => number) => usages.reduce((total, usage) => total + of(usage), 0);
  const usage = {
    input: sum(({ input }) => input),
    output: sum(({ output }) => output),
    total: sum((one) => one.total),
  };
  const last = others.findLastIndex(({ type }) => type === 'message-stop');
  return others.toSpliced(last, 0, { type: 'usage', model: 'haiku', usage });
}

describe.each<[name: string, format: Format]>([
  ['native', chooseFormat('application/json')],
  ['Chat Completions', completion({ isLegacy: false })],
  ['Responses', response(toEcho({}))],
  ['Messages', message],
])('%s, whole', (_, format) => {
  test('is one write of JSON, whatever the answer', async () => {
    await fc.assert(
      fc.asyncProperty(wholeSequence, async (events) => {
        const written = await write(format, events);
        expect(written).toHaveLength(1);
        expect(() => JSON.parse(written[0] ?? '')).not.toThrow();
      }),
    );
  });

  test('has nothing of what a guardrail took back', async () => {
    await fc.assert(
      fc.asyncProperty(wholeSequence, async (events) => {
        const stop: ChatEvent = {
          type: 'message-stop',
          stop: { kind: 'guardrail', reason: 'guardrail_intervened', isRetraction: true },
        };
        const said = events.filter(({ type }) => type !== 'call' && type !== 'message-stop');
        const nothing: ChatEvent[] = said.filter(({ type }) => type === 'message-start' || type === 'usage');
        expect(await write(format, [...said, stop])).toEqual(await write(format, [...nothing, stop]));
      }),
    );
  });

  test('tells what all models used that it asked', async () => {
    await fc.assert(
      fc.asyncProperty(wholeSequence, async (events) => {
        expect(await write(format, events)).toEqual(await write(format, withOneUsage(events)));
      }),
    );
  });

  test('is not written if the answer failed: it is refused', async () => {
    await fc.assert(
      fc.asyncProperty(brokenSequence, async (events) => {
        const last = events.at(-1);
        await expect(write(format, events)).rejects.toBe(last?.type === 'failure' && last.failure);
      }),
    );
  });
});

/** Thoughts are proved where chat-event.ts has it: at the end of their block, by at most one of each. */
const normalizedSequence = wholeSequence.filter((events) => {
  const spoken = events.filter(({ type }) => type !== 'silence');
  return spoken.every((event, at) => {
    const next = spoken[at + 1]?.type;
    if (event.type === 'reasoning-redacted') return next === 'block-stop';
    if (event.type !== 'reasoning-signature') return true;
    return event.signature !== '' && (next === 'reasoning-redacted' || next === 'block-stop');
  });
});

describe('a whole answer and its stream have the same content', () => {
  test('Responses', async () => {
    await fc.assert(
      fc.asyncProperty(normalizedSequence, async (events) => {
        const [whole = ''] = await write(response(toEcho({})), events);
        const said = toEvents(await write(responseStream(toEcho({})), events));
        expect(JSON.parse(whole)).toEqual(JSON.parse(said.at(-1) ?? '').response);
      }),
    );
  });

  test('Messages', async () => {
    await fc.assert(
      fc.asyncProperty(normalizedSequence, async (events) => {
        const [whole = ''] = await write(message, events);
        const said = toEvents(await write(messageStream, events));
        // Anthropic's SDK adds the events up.
        const read = MessageStream.fromReadableStream(new Response(said.join('\n')).body!);
        const sum = await read.finalMessage();
        const { content, stop_reason: stopReason } = JSON.parse(whole);
        // As JSON: the SDK's objects hide what they are made of. It adds `parsed_output` of its own.
        expect(JSON.parse(JSON.stringify(sum.content))).toMatchObject(content);
        expect(sum.stop_reason).toBe(stopReason);
      }),
    );
  });
});
