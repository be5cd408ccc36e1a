import { expect, test } from 'vitest';
import { measure } from '../../../lambda/observe/measure.ts';
import { noteIn, openRecord } from '../../../lambda/observe/request-record.ts';
import { said } from '../../fixtures/handling/ask-source.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

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
