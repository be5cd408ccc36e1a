import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../../lambda/chat/failure.ts';
import { toEcho } from '../../../../lambda/protocols/openai-responses/echo.ts';
import { streamForm } from '../../../../lambda/protocols/openai-responses/encode-events.ts';
import { answerContext } from '../../../fixtures/answer-context.ts';
import { flow, gather } from '../../../fixtures/gather.ts';
import { brokenSequence, wholeSequence } from '../../../fixtures/regular-sequence.ts';

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
  const form = streamForm(toEcho({}));
  for (const write of await gather(form.encode(flow(events), answerContext))) parser.feed(write);
  return said;
}

const terminals = new Set(['response.completed', 'response.incomplete', 'response.failed']);
const knownStops = new Set(['end_turn', 'stop_sequence', 'tool_use', 'max_tokens', 'guardrail_intervened']);

test('any regular sequence, cut anywhere, has well-formed items and is never a false success', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(wholeSequence, brokenSequence), async (events) => {
      const said = await read(events);
      expect(said.map(({ sequence_number: number }) => number)).toEqual(said.map((_, index) => index));
      const last = events.at(-1);
      const isKnown = last?.type === 'message-stop' && knownStops.has(last.stopReason);
      const isWhole = isKnown && !['max_tokens', 'guardrail_intervened'].includes(last.stopReason);
      expect(said.filter(({ type }) => terminals.has(type))).toHaveLength(1);
      expect(said.some(({ type }) => type === 'response.completed')).toBe(isWhole);
      expect(said.some(({ type }) => type === 'error')).toBe(!isKnown);
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
      expect(open).toBeUndefined();
      const end = said.find(({ type }) => terminals.has(type));
      expect(end?.response?.output).toHaveLength(count);
    }),
  );
});

describe('a function call that broke off does not look complete', () => {
  const call: ChatEvent[] = [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'tool-use', id: 't', name: 'f' } },
    { type: 'tool-use-delta', index: 0, json: '{"a":' },
  ];
  test.each<[name: string, rest: ChatEvent[], status: string]>([
    [
      'by the token limit',
      [
        { type: 'block-stop', index: 0 },
        { type: 'message-stop', stopReason: 'max_tokens' },
      ],
      'response.incomplete',
    ],
    ['by a failure', [{ type: 'failure', failure: new Failure('disconnected', 'lost') }], 'response.failed'],
  ])('%s', async (_name, rest, status) => {
    const said = await read([...call, ...rest]);
    expect(said.find(({ type }) => type === 'response.output_item.done')?.item?.status).toBe('incomplete');
    expect(said.find(({ type }) => type === status)?.response?.output[0]?.status).toBe('incomplete');
  });
});
