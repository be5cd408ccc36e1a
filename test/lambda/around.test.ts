import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { around, close } from '../../lambda/around.ts';
import type { ChatEvent } from '../../lambda/chat/chat-event.ts';
import { delta, said, start, stop } from '../fixtures/handling/ask-source.ts';

async function* flow(events: readonly ChatEvent[], log: string[] = []): AsyncGenerator<ChatEvent> {
  try {
    yield* events;
  } finally {
    log.push('source closed');
  }
}
const twice = (inner: AsyncIterable<ChatEvent>, log: string[]) =>
  around(around(inner, { after: () => void log.push('inner') }), { after: () => void log.push('outer') });

describe('after runs once, however the answer is left', () => {
  const everyone = ['inner', 'outer', 'source closed'];

  test('read to its end', async () => {
    const log: string[] = [];
    for await (const event of twice(flow(said, log), log)) void event;
    expect(log.toSorted()).toEqual(everyone);
  });

  test('left early', async () => {
    const log: string[] = [];
    for await (const event of twice(flow(said, log), log)) if (event.type === 'text-delta') break;
    expect(log.toSorted()).toEqual(everyone);
  });

  test('by a reader that throws', async () => {
    const log: string[] = [];
    const reading = (async () => {
      for await (const event of twice(flow(said, log), log)) throw new Error(event.type);
    })();
    await expect(reading).rejects.toThrow('message-start');
    expect(log.toSorted()).toEqual(everyone);
  });

  test('closed twice, and once more while it closes', async () => {
    const log: string[] = [];
    const answer = twice(flow(said, log), log);
    await Promise.all([close(answer), close(answer)]);
    await close(answer);
    expect(log.toSorted()).toEqual(['inner', 'outer']);
  });

  test('never pulled', async () => {
    const log: string[] = [];
    await close(twice(flow(said), log));
    expect(log.toSorted()).toEqual(['inner', 'outer']);
  });

  test('closed while `before` is awaited: a function is not asked for an answer that nobody wants', async () => {
    const before = Promise.withResolvers<void>();
    let isAsked = false;
    const ask = () => {
      isAsked = true;
      return Promise.resolve(flow(said));
    };
    const answer = around(ask, { before: before.promise })[Symbol.asyncIterator]();
    const first = answer.next();
    const closed = answer.return?.();
    before.resolve();
    expect(await Promise.all([first, closed])).toMatchObject([{ done: true }, { done: true }]);
    expect(isAsked).toBe(false);
  });

  test('closed while an event is awaited: where an async generator would wait for it', async () => {
    const log: string[] = [];
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const answer = twice(silent, log)[Symbol.asyncIterator]();
    void answer.next();
    await sleep(1);
    await answer.return?.();
    expect(log.toSorted()).toEqual(['inner', 'outer']);
  });

  test('closed before what it reads is there: it is closed then', async () => {
    const log: string[] = [];
    const before = sleep(50).then(() => 7);
    const answer = around(flow(said), { before, after: (seven) => void log.push(`settled ${seven}`) });
    const pulled = answer[Symbol.asyncIterator]().next();
    await close(answer);
    expect(log).toEqual(['settled 7']);
    expect(await pulled).toMatchObject({ done: true });
  });

  test('but not when before failed: what never began needs no end', async () => {
    const log: string[] = [];
    const events: ChatEvent[] = [];
    const refused = around(flow(said, log), {
      before: Promise.reject(new Error('no')),
      after: () => void log.push('after'),
    });
    for await (const event of around(refused, { after: () => void log.push('outer') })) events.push(event);
    expect(events).toMatchObject([{ type: 'failure', failure: { kind: 'internal' } }]);
    expect(log).toEqual(['outer']);
  });
});

test('an inner answer that comes too late is closed when it comes', async () => {
  const log: string[] = [];
  const late = sleep(20).then(() => around(flow(said), { after: () => void log.push('late') }));
  await close(around(late, {}));
  expect(log).toEqual(['late']);
});

test('a generator may stand between two', async () => {
  const log: string[] = [];
  const inner = around(flow(said), { see: (event) => (log.push(event.type), event) });
  const shout = async function* () {
    for await (const event of inner) yield event.type === 'text-delta' ? delta(event.text.toUpperCase()) : event;
  };
  const texts: string[] = [];
  for await (const event of around(shout(), { see: (seen) => (seen === stop ? { ...stop } : seen) })) {
    if (event.type === 'text-delta') texts.push(event.text);
  }
  expect([texts.join(''), log.length]).toEqual(['HELLO', said.length]);
});

test('wrappers next to each other are one object, until it flows', async () => {
  const one = around(flow([start, stop]), {});
  expect(around(one, {})).toBe(one);
  await one[Symbol.asyncIterator]().next();
  expect(around(one, {})).not.toBe(one);
});

test('a promise that rejects before anybody pulls does not end the process', () => {
  const module = new URL('../../lambda/around.ts', import.meta.url).href;
  const code = (call: string) => `
    const { around } = await import(${JSON.stringify(module)});
    const none = { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true }) }) };
    ${call};
    await new Promise((resolve) => setTimeout(resolve, 20));`;
  const run = (call: string) => spawnSync(process.execPath, ['--input-type=module', '--eval', code(call)]).status;
  expect(run('around(none, { before: Promise.reject(new Error("unpulled")) })')).toBe(0);
  expect(run('around(Promise.reject(new Error("unpulled")), {})')).toBe(0);
  expect(run('Promise.reject(new Error("bare"))'), 'a bare one does').toBe(1);
});
