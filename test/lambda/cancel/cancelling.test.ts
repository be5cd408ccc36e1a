import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../lambda/access/caller.ts';
import { openCancel } from '../../../lambda/cancel/cancel.ts';
import { openRunning } from '../../../lambda/cancel/running.ts';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { type Noted, type Question, type Source, wrap } from '../../../lambda/source.ts';
import { limits } from '../../../lambda/time/limits.ts';
import type { Table } from '../../../lambda/table/table.ts';
import { delta, said, script, start } from '../../fixtures/handling/ask-source.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { modelOf } from '../../fixtures/handling/model.ts';
import { type Fate, faultyTable } from '../../fixtures/table/faulty-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const anna: Caller = { id: 'anna', kind: 'key', plan: 'standard' };

/** Goes on until it is aborted. */
const endless: Source = script([start, delta('One'), 60_000]);

function open(table: Table = memoryTable()) {
  const cancel = openCancel(table, testConfig);
  const noted: Noted[] = [];
  /** Asks, and reads in the background. */
  function ask({ source = endless, id = 'request-1' } = {}) {
    const question: Question = {
      id,
      askedMs: Date.now(),
      caller: anna,
      operation: 'converse',
      chat: { turns: [], maxTokens: 9 },
      model: modelOf('other'),
      signal: new AbortController().signal,
      note: (one) => noted.push(one),
    };
    const answer = wrap(source, [cancel.wrapper, limits(testConfig)])(question)[Symbol.asyncIterator]();
    const heard: ChatEvent[] = [];
    async function read(): Promise<string> {
      for (let next = await answer.next(); next.done !== true; next = await answer.next()) heard.push(next.value);
      await answer.return?.();
      const last = heard.at(-1);
      return last?.type === 'failure' ? last.failure.kind : (last?.type ?? 'nothing');
    }
    return { ended: read(), heard };
  }
  const begun = async (heard: readonly ChatEvent[]) => expect.poll(() => heard.length).toBeGreaterThan(0);
  return { cancel, noted, ask, begun };
}

test('an answer that is cancelled ends so; then it is over', async () => {
  const { cancel, ask, begun } = open();
  const { ended, heard } = ask();
  await begun(heard);
  expect(await cancel.cancel(anna, 'request', 'request-1')).toMatchObject({ status: 'cancelling' });
  expect(await ended).toBe('cancelled');
  expect(await cancel.cancel(anna, 'request', 'request-1')).toMatchObject({ status: 'over' });
});

test('one whose environment was killed is over when its time is', async () => {
  const clock = { now: Date.UTC(2026, 10, 27, 12) };
  const running = openRunning(memoryTable(), 900_000, () => clock.now);
  await running.start('anna', { id: 'request-1', model: 'haiku', startedMs: clock.now }, 'run', 'chat-1');
  clock.now += 900_001;
  expect(await running.cancel('anna', 'request-1')).toMatchObject({ status: 'over' });
  expect(await running.cancelLast('anna', 'chat-1')).toMatchObject({ id: 'request-1', status: 'over' });
});

describe('what a request can be cancelled by', () => {
  test.each<[what: string, fates: Fate[]]>([
    ['is written, though nobody hears so', ['lost']],
    ['is written twice, since its first answer was lost', ['again']],
  ])('%s: it can be', async (_what, fates) => {
    const next = [...fates];
    const { cancel, ask, begun } = open(faultyTable(memoryTable(), () => next.shift() ?? 'well'));
    const { ended, heard } = ask();
    await begun(heard);
    await cancel.cancel(anna, 'request', 'request-1');
    expect(await ended).toBe('cancelled');
  });

  test('can’t be written: the answer is whole, and the log says so', async () => {
    const next: Fate[] = ['gone'];
    const { ask, noted } = open(faultyTable(memoryTable(), () => next.shift() ?? 'well'));
    expect(await ask({ source: script(said) }).ended).toBe('message-stop');
    expect(noted).toEqual([{ isUncancellable: true }]);
  });
});

describe('two requests of one caller with one id, which it chose itself', () => {
  test('the first alone can be cancelled, and the second says that it can’t be', async () => {
    const { cancel, ask, begun, noted } = open();
    const first = ask();
    await begun(first.heard);
    const second = ask({ source: script([start, delta('Two'), 1_500, ...said.slice(-1)]) });
    await begun(second.heard);
    expect(noted).toEqual([{ isUncancellable: true }]);
    await cancel.cancel(anna, 'request', 'request-1');
    expect(await first.ended).toBe('cancelled');
    expect(second.heard.some(({ type }) => type === 'text-delta')).toBe(true);
    await second.ended;
  });

  test('the end of the second leaves the first as it is', async () => {
    const { cancel, ask, begun } = open();
    const first = ask();
    await begun(first.heard);
    await ask({ source: script(said) }).ended;
    expect(await cancel.cancel(anna, 'request', 'request-1')).toMatchObject({ status: 'cancelling' });
    expect(await first.ended).toBe('cancelled');
  });
});
