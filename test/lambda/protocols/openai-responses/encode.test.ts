import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../../lambda/chat/failure.ts';
import { isWhole as saysAll } from '../../../../lambda/chat/stop.ts';
import { toEcho } from '../../../../lambda/protocols/openai-responses/request/echo.ts';
import { streamFormat } from '../../../../lambda/protocols/openai-responses/answer/encode-events.ts';
import { answerContext } from '../../../fixtures/answers/answer-context.ts';
import { flow, gather } from '../../../fixtures/answers/gather.ts';
import { brokenSequence, wholeSequence } from '../../../fixtures/answers/normalized-sequence.ts';

interface Said {
  readonly type: string;
  readonly sequence_number: number;
  readonly output_index?: number;
  readonly item_id?: string;
  readonly item?: { readonly id: string; readonly status: string };
  readonly response?: { readonly status: string; readonly output: readonly { readonly status: string }[] };
}

async function read(events: readonly ChatEvent[]): Promise<Said[]> {
  const said: Said[] = [];
  const parser = createParser({ onEvent: ({ data }) => said.push(JSON.parse(data)) });
  const form = streamFormat(toEcho({}));
  for (const write of await gather(form.encode(flow(events), answerContext))) parser.feed(write);
  return said;
}

const terminals = new Set(['response.completed', 'response.incomplete', 'response.failed']);

test('any normalized sequence, cut anywhere, has well-formed items and is never a false success', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(wholeSequence, brokenSequence), async (events) => {
      const said = await read(events);
      expect(said.map(({ sequence_number: number }) => number)).toEqual(said.map((_, index) => index));
      const last = events.at(-1);
      const isKnown = last?.type === 'message-stop';
      const isWhole = isKnown && saysAll(last.stop.kind);
      expect(said.filter(({ type }) => terminals.has(type))).toHaveLength(1);
      expect(said.some(({ type }) => type === 'response.completed')).toBe(isWhole);
      // Who cancelled knows it, and OpenAI's API has no event for it.
      const isCancelled = last?.type === 'failure' && last.failure.kind === 'cancelled';
      expect(said.some(({ type }) => type === 'error')).toBe(!isKnown && !isCancelled);
      let open: string | undefined;
      let count = 0;
      for (const { type, item, item_id: id, output_index: index } of said) {
        if (type === 'response.output_item.added') {
          expect([open, index]).toEqual([undefined, count]);
          open = item?.id;
        }
        if (id !== undefined) expect(id).toBe(open);
        if (type === 'response.output_item.done') {
          expect(item?.id).toBe(open);
          open = undefined;
          count += 1;
        }
      }
      const output = said.find(({ type }) => terminals.has(type))?.response?.output ?? [];
      if (isKnown) expect([open, output.length]).toEqual([undefined, count]);
      // What was still open when it failed is listed, and not as done.
      else expect(output.slice(count).every(({ status }) => status === 'incomplete')).toBe(true);
    }),
  );
});

describe('a function call that broke off does not look complete', () => {
  const call: ChatEvent[] = [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'tool-use', id: 't', name: 'f' } },
    { type: 'tool-use-delta', index: 0, json: '{"a":' },
  ];
  test('by the token limit: it is not an item, since some clients run every item', async () => {
    const said = await read([
      ...call,
      { type: 'block-stop', index: 0 },
      { type: 'message-stop', stop: { kind: 'length', reason: 'max_tokens' } },
    ]);
    expect(said.some(({ type }) => type.startsWith('response.output_item'))).toBe(false);
    expect(said.find(({ type }) => type === 'response.incomplete')?.response?.output).toEqual([]);
  });

  test('by a failure after its call was ready: it is one item, not two', async () => {
    const failure: ChatEvent = { type: 'failure', failure: new Failure('disconnected', 'lost') };
    const ready: ChatEvent = { type: 'call', call: { index: 0, id: 't', name: 'f', json: '{}' } };
    const said = await read([...call.slice(0, 2), { type: 'block-stop', index: 0 }, ready, failure]);
    expect(said.filter(({ type }) => type === 'response.output_item.done')).toHaveLength(1);
  });

  test.each(['', '{"a":', '{"a":1}', '{"a":1}}'])(
    'by a failure: it is incomplete, and says nothing of its arguments: %j',
    async (json) => {
      const input: ChatEvent = { type: 'tool-use-delta', index: 0, json };
      const failure: ChatEvent = { type: 'failure', failure: new Failure('disconnected', 'lost') };
      const said = await read([...call.slice(0, 2), input, failure]);
      const item = expect.objectContaining({ status: 'incomplete', name: 'f', arguments: '{' });
      // Codex keeps every item that is done, and sends it back when it tries again.
      expect(said.filter(({ type }) => type === 'response.output_item.done')).toEqual([]);
      expect(said.find(({ type }) => type === 'response.failed')?.response?.output).toEqual([item]);
    },
  );
});
