import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streamFormat } from '../../../../lambda/protocols/openai-chat/answer/encode-chunks.ts';
import { flow, gather } from '../../../fixtures/answers/gather.ts';
import { answerContext } from '../../../fixtures/answers/answer-context.ts';
import { brokenSequence, wholeSequence } from '../../../fixtures/answers/normalized-sequence.ts';

const context = answerContext;

test('any normalized sequence, cut anywhere, is well-formed and never a false success', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(wholeSequence, brokenSequence), async (events) => {
      const data: string[] = [];
      const parser = createParser({ onEvent: (event) => data.push(event.data) });
      for (const write of await gather(streamFormat({ hasUsage: true, isLegacy: false }).encode(flow(events), context)))
        parser.feed(write);
      const last = events.at(-1);
      const isKnown = last?.type === 'message-stop';
      expect(data.includes('[DONE]')).toBe(isKnown);
      expect(data.filter((line) => line.startsWith('{"error"'))).toHaveLength(isKnown ? 0 : 1);
      const finishes = data.filter((line) => line !== '[DONE]' && JSON.parse(line).choices?.[0]?.finish_reason);
      expect(finishes).toHaveLength(isKnown ? 1 : 0);
      const text = events.flatMap((event) => (event.type === 'text-delta' ? event.text : [])).join('');
      const read = data.flatMap((line) =>
        line === '[DONE]' ? [] : (JSON.parse(line).choices?.[0]?.delta.content ?? []),
      );
      expect(read.join('')).toBe(text);
    }),
  );
});
