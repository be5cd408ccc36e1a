import { expect, test } from 'vitest';
import { measure } from '../../../lambda/observe/measure.ts';
import { noteIn, openRecord } from '../../../lambda/observe/request-record.ts';
import { said } from '../../fixtures/handling/ask-source.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

test('tokens that the prompt cache had or took are tokens of the prompt', () => {
  const record = openRecord(incomingOf({}), 'native');
  const usage = { input: 1, output: 2, total: 33, cacheRead: 10, cacheWrite: 20 };
  measure(record, 'converse')({ type: 'usage', model: 'haiku', usage });
  expect([record.inputTokens, record.outputTokens]).toEqual([31, 2]);
});

test.each([
  ['an answer is counted with what it used', {}, [3, 2, 1]],
  ['a replay is not: it was paid for when it was written', { isReplay: true }, [undefined, undefined, undefined]],
] as const)('%s', (_what, noted, [input, output, usages]) => {
  const record = openRecord(incomingOf({}), 'native');
  noteIn(record)(noted);
  const see = measure(record, 'converse');
  for (const event of said) expect(see(event)).toBe(event);
  expect([record.inputTokens, record.outputTokens, record.usages?.length]).toEqual([input, output, usages]);
  expect([record.deltas, record.endReason]).toEqual([2, 'end_turn']);
});
