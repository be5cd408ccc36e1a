import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { around, close } from '../../lambda/around.ts';
import type { ChatEvent } from '../../lambda/chat/chat-event.ts';
import { Failure } from '../../lambda/chat/failure.ts';
import { said, start, stop } from '../fixtures/handling/ask-source.ts';

async function* flow(events: readonly ChatEvent[]): AsyncGenerator<ChatEvent> {
  yield* events;
}

async function gather(answer: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of answer) events.push(event);
  return events;
}

describe('the last event', () => {
  test('is held until the wrapper knows what to tell; all others go on at once', async () => {
    const known = Promise.withResolvers<void>();
    const log: string[] = [];
    const answer = around(flow(said), {
      last: async (event) => (
        await known.promise,
        event.type === 'message-stop' ? { ...event, isUnkept: true } : event
      ),
      after: () => void log.push('after'),
    });
    const reading = gather(around(answer, { see: (event) => (log.push(event.type), event) }));
    await sleep(5);
    expect(log, 'seen by all, told to none, and not over').toEqual(said.map(({ type }) => type));
    known.resolve();
    const events = await reading;
    expect(events).toEqual([...said.slice(0, -1), { ...stop, isUnkept: true }]);
    expect(log.at(-1)).toBe('after');
  });

  test('goes through every wrapper that wants it, the innermost first, after all have seen it', async () => {
    const log: string[] = [];
    const noting = (name: string) => ({
      see: (event: ChatEvent) => (event === stop && log.push(`${name} sees`), event),
      last: async (event: ChatEvent) => (await sleep(1), log.push(`${name} tells`), event),
    });
    await gather(around(around(around(flow(said), noting('inner')), {}), noting('outer')));
    expect(log).toEqual(['inner sees', 'outer sees', 'inner tells', 'outer tells']);
  });

  test('may be a failure', async () => {
    const failure: ChatEvent = { type: 'failure', failure: new Failure('overloaded', 'busy') };
    const last = async (event: ChatEvent) =>
      event.type === 'failure' ? ({ ...event, isUnkept: true } as const) : event;
    expect(await gather(around(flow([start, failure]), { last }))).toEqual([start, { ...failure, isUnkept: true }]);
  });

  test('of a wrapper that can’t tell is that failure, once, and everything still ends', async () => {
    const log: string[] = [];
    const answer = around(flow(said), {
      last: () => Promise.reject(new Error('a defect')),
      after: () => void log.push('after'),
    });
    const events = await gather(around(answer, { last: async (event) => (log.push('not asked'), event) }));
    expect(events.filter(({ type }) => type === 'message-stop' || type === 'failure')).toMatchObject([
      { type: 'failure', failure: { kind: 'internal' } },
    ]);
    expect(log).toEqual(['after']);
  });

  test('is shown to those outside of what broke, not to those inside: they have not seen it', async () => {
    const log: string[] = [];
    const noting = (name: string) => async (event: ChatEvent) => (log.push(`${name} ${event.type}`), event);
    const breaking = {
      see: (event: ChatEvent) => {
        if (event.type === 'text-delta') throw new Error('a defect');
        return event;
      },
      last: noting('broken'),
    };
    await gather(around(around(around(flow(said), { last: noting('inner') }), breaking), { last: noting('outer') }));
    expect(log).toEqual(['outer failure']);
    log.length = 0;
    const refused = { before: Promise.reject(new Failure('throttled', 'slower')), last: noting('refusing') };
    await gather(around(around(around(flow(said), { last: noting('inner') }), refused), { last: noting('outer') }));
    expect(log).toEqual(['outer failure']);
  });

  test('of an answer that nobody pulls, or reads to its end, is not asked for', async () => {
    const log: string[] = [];
    const ends = { last: async (event: ChatEvent) => (log.push('last'), event), after: () => void log.push('after') };
    await close(around(flow(said), ends));
    for await (const event of around(flow(said), ends)) if (event.type === 'text-delta') break;
    expect(log).toEqual(['after', 'after']);
  });

  test('may be held while its reader leaves: that does not wait for it, and it ends once', async () => {
    const known = Promise.withResolvers<void>();
    const log: string[] = [];
    const answer = around(flow([stop]), {
      last: async (event) => (await known.promise, event),
      after: () => void log.push('after'),
    })[Symbol.asyncIterator]();
    const held = answer.next();
    await sleep(1);
    await answer.return?.();
    expect(log).toEqual(['after']);
    known.resolve();
    await held;
    expect(await answer.next()).toEqual({ done: true, value: undefined });
    expect(log).toEqual(['after']);
  });
});
