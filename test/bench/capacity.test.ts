import { describe, expect, test } from 'vitest';
import { toAnswerSeconds, toCapacity } from '../../bench/load/capacity/capacity.ts';
import { toCapacityTable } from '../../bench/load/capacity/capacity-table.ts';
import { toBreakEven, toContainers } from '../../bench/load/capacity/container.ts';
import { exampleContainer, examplePrices, exampleWorkload } from '../../bench/load/capacity/example.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { readDoc, tableRows } from '../docs/markdown.ts';

const capacity = (chats: number, changes: Partial<typeof exampleWorkload> = {}) =>
  toCapacity(chats, { ...exampleWorkload, ...changes }, examplePrices);

describe('docs/scaling.md', () => {
  const doc = readDoc('docs/scaling.md');

  test('has the table that its inputs make', () => {
    expect(doc).toContain(toCapacityTable());
  });

  test('lists every input as it is', () => {
    const listed = tableRows(doc).map(([name = '', value]) => [name.replaceAll('`', ''), Number(value)]);
    expect(Object.fromEntries(listed)).toEqual({ ...exampleWorkload, ...examplePrices, ...exampleContainer });
  });

  test('names the break-even of a container', () => {
    const streams = toBreakEven(exampleWorkload, examplePrices, exampleContainer);
    const chats = streams / capacity(1).streams;
    expect(doc).toContain(`From ${streams.toFixed(1)} streams on average**`);
    expect(doc).toContain(`(${chats.toFixed(0)} chats here)`);
  });

  test('uses the settings’ defaults', () => {
    const { maxTokens, memoryMb } = readSettings({});
    expect({ maxTokens, memoryMb }).toEqual({
      maxTokens: exampleWorkload.maxTokens,
      memoryMb: exampleWorkload.memoryGb * 1024,
    });
  });
});

test('an environment is busy for as long as its answer takes', () => {
  expect(toAnswerSeconds(exampleWorkload)).toBe(6);
  const all = capacity(300, { asksPerMinute: 10, peakFactor: 1 });
  expect([all.streams, all.environments]).toEqual([300, 300]);
});

test('the first thousand environments start at once, the others a thousand every ten seconds', () => {
  const oneStreamPerChat = { asksPerMinute: 10, peakFactor: 1 };
  expect([1000, 2000, 3000].map((chats) => capacity(chats, oneStreamPerChat).rampSeconds)).toEqual([0, 10, 20]);
});

test('at the break-even the fewest containers cost what Lambda costs', () => {
  const streams = toBreakEven(exampleWorkload, examplePrices, exampleContainer);
  const there = capacity(streams / capacity(1).streams);
  expect(toContainers(there, exampleWorkload, exampleContainer)).toEqual({
    tasks: exampleContainer.minTasks,
    cost: expect.closeTo(there.lambdaCost, 9),
  });
});

test('less memory makes Lambda cheaper and the break-even later', () => {
  const half = { ...exampleWorkload, memoryGb: 0.5 };
  expect(toBreakEven(half, examplePrices, exampleContainer)).toBeGreaterThan(
    1.9 * toBreakEven(exampleWorkload, examplePrices, exampleContainer),
  );
  expect(capacity(1000, half).gbSeconds).toBe(capacity(1000).gbSeconds / 2);
});
