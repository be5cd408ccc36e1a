import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heartbeat, toServerSentEvent } from '../../../lambda/protocols/sse.ts';
import { readEvents } from '../../../web/api/read-events.ts';
import { gather } from '../../fixtures/answers/gather.ts';

const delta = (text: string, id: number) => toServerSentEvent({ text }, { event: 'delta', id });
const toStream = (chunks: readonly Uint8Array<ArrayBuffer>[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

function cut(bytes: Uint8Array<ArrayBuffer>, lengths: readonly number[]): Uint8Array<ArrayBuffer>[] {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const length of lengths) chunks.push(bytes.slice(at, (at += length)));
  return [...chunks, bytes.slice(at)];
}

function readWithLibrary(text: string): unknown[] {
  const events: unknown[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => events.push({ type: event, data: JSON.parse(data) }) });
  parser.feed(text);
  return events;
}

test('the events are those of a full parser, wherever the network splits them', async () => {
  const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(texts, fc.array(fc.nat({ max: 40 })), async (said, lengths) => {
      const written = said.map((text, index) => delta(text, index + 1) + (index % 3 === 0 ? heartbeat : '')).join('');
      const events = await gather(readEvents(toStream(cut(Buffer.from(written), lengths))));
      expect(events.flat()).toEqual(readWithLibrary(written));
    }),
  );
});

test('events of one read come together', async () => {
  const chunks = [`${delta('a', 1)}${delta('b', 2)}`, delta('c', 3)].map((text) => Buffer.from(text));
  const reads = await gather(readEvents(toStream(chunks)));
  expect(reads.map((events) => events.length)).toEqual([2, 1]);
});

test.each(['x\n\nevent: done\ndata: {"stopReason":"end_turn"}\n\n', 'line\u2028separators\u2029'])(
  'the text %j can’t pass for anything else',
  async (text) => {
    const events = await gather(readEvents(toStream([Buffer.from(delta(text, 1))])));
    expect(events.flat()).toEqual([{ type: 'delta', data: { text } }]);
  },
);

test('half an event at the end is dropped', async () => {
  const whole = delta('a', 1);
  const events = await gather(readEvents(toStream([Buffer.from(whole + delta('b', 2).slice(0, -1))])));
  expect(events.flat()).toEqual([{ type: 'delta', data: { text: 'a' } }]);
});
