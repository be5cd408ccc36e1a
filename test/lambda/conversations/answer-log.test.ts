import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { openAnswerLog, readAnswerLog } from '../../../lambda/conversations/turns/answer-log.ts';
import { splitText, toLines } from '../../../lambda/conversations/turns/pieces.ts';
import { parseExactly, stringifyExactly } from '../../../lambda/read/exact-json.ts';
import { brokenSequence, wholeSequence } from '../../fixtures/answers/normalized-sequence.ts';

/** Written in parts, taken after each `every` events; then read in pieces of about this many characters. */
function through(events: readonly ChatEvent[], { every = Infinity, characters = Infinity } = {}): ChatEvent[] {
  const log = openAnswerLog();
  let text = '';
  for (const [at, event] of events.entries()) {
    log.add(event);
    if (at % every === every - 1) text += log.take();
  }
  text += log.take();
  const whole = toLines();
  const read: ChatEvent[] = [];
  for (let from = 0; from < text.length; from += characters)
    read.push(...readAnswerLog(whole(text.slice(from, from + characters))));
  return read;
}

/** Silence is of the moment. What of a failure is the client's is kept. */
function asKept(events: readonly ChatEvent[]): unknown[] {
  return events
    .filter(({ type }) => type !== 'silence')
    .map((event) => {
      if (event.type === 'failure') return { ...event, failure: [event.failure.kind, event.failure.message] };
      if (event.type === 'reasoning-redacted') return { ...event, data: [...event.data] };
      return event;
    });
}

test('any answer is told again event by event, however it was taken and in whatever pieces it is read', () => {
  fc.assert(
    fc.property(
      fc.oneof(wholeSequence, brokenSequence),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 200 }),
      (events, every, characters) => {
        expect(asKept(through(events, { every, characters }))).toEqual(asKept(events));
      },
    ),
    { numRuns: 500 },
  );
});

const text = (...said: readonly string[]) =>
  said.map((one): ChatEvent => ({ type: 'text-delta', index: 0, text: one }));

describe('as they were', () => {
  test.each<[name: string, events: readonly ChatEvent[]]>([
    ['a pair that is split between deltas', text('a\ud83d', '\ude00b')],
    ['halves of pairs', text('\ud83d', 'x\ude00', '\ude00\ud83d')],
    ['empty deltas', text('', 'a', '', '')],
    ['line breaks of all kinds', text('a\n', '\r\n\u2028', '\u0085')],
    [
      'neighbours of other blocks and kinds',
      [
        ...text('a'),
        { type: 'text-delta', index: 1, text: 'b' },
        { type: 'reasoning-delta', index: 1, text: 'c' },
        { type: 'tool-use-delta', index: 1, json: '{"a' },
        { type: 'tool-use-delta', index: 1, json: '":1}' },
        { type: 'server-tool-delta', index: 2, json: '{}' },
      ],
    ],
    [
      'a call with numbers that JavaScript does not have',
      [{ type: 'call', call: { index: 0, id: 'c', name: 'f', json: '{"id":9007199254740993,"e":1e400}' } }],
    ],
    ['a redacted thought', [{ type: 'reasoning-redacted', index: 0, data: Buffer.from([0, 255, 10, 13]) }]],
  ])('%s', (_name, events) => {
    for (const every of [1, 2, 9]) expect(through(events, { every })).toEqual(events);
  });

  test('values of a tool’s result, to the last digit', () => {
    const value = parseExactly('{"id":9007199254740993,"small":1e-400,"__proto__":{"a":1}}');
    const events: ChatEvent[] = [{ type: 'server-tool-result', index: 0, parts: [value, 'text'] }];
    expect(stringifyExactly(through(events))).toBe(stringifyExactly(events));
  });

  test('a delta of 2 MB, in pieces that fit into items', () => {
    const events = text('é😀'.repeat(350_000), 'x');
    const log = openAnswerLog();
    for (const event of events) log.add(event);
    const whole = toLines();
    const pieces = [...splitText(log.take())];
    expect(pieces.length).toBeGreaterThan(6);
    expect(pieces.flatMap((piece) => [...readAnswerLog(whole(piece))])).toEqual(events);
  });
});

test('what only its own reader was to know is not kept', () => {
  const events: ChatEvent[] = [
    { type: 'message-start', servedBy: 'nova', passedOver: ['haiku: overloaded'], headers: { 'x-left': '1' } },
    { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' }, isUnkept: true },
    { type: 'failure', failure: new Failure('throttled', 'slower', { retryAfterSeconds: 3, upstream: 'name' }) },
  ];
  const [start, stop, failure] = through(events);
  expect([start, stop]).toEqual([
    { type: 'message-start', servedBy: 'nova' },
    { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } },
  ]);
  expect(failure?.type === 'failure' && failure.failure).toMatchObject({ kind: 'throttled', details: {} });
});

test('it tells about how much it holds', () => {
  const log = openAnswerLog();
  for (const event of text('a'.repeat(10_000))) log.add(event);
  expect(log.bytes()).toBeGreaterThanOrEqual(10_000);
  log.take();
  expect(log.bytes()).toBe(0);
});
