import { NumericValue } from '@smithy/core/serde';
import { expect, test } from 'vitest';
import { readDocument } from '../../../../lambda/bedrock/answer/read-document.ts';

test.each([
  [9007199254740993n, '9007199254740993'],
  [new NumericValue('3.14159265358979323846', 'bigDecimal'), '3.14159265358979323846'],
])('a number that JavaScript does not have is written as Bedrock sent it: %s', (value, written) => {
  // The SDK's types have no word for what its parser gives.
  const document = { value, list: [value, 1, 'a', null] } as never;
  const read = JSON.stringify(readDocument(document));
  expect(read).toBe(`{"value":${written},"list":[${written},1,"a",null]}`);
});

test('a result without JSON is null', () => {
  expect(readDocument(undefined)).toBe(null);
});

test.each([
  ['nested too deep', Array.from({ length: 200 }).reduce<unknown>((inner) => [inner], 1)],
  ['a number of a million digits', 10n ** 10_000n],
])('what a client could not read is unreadable: %s', (_name, document) => {
  expect(() => readDocument({ document } as never)).toThrow(expect.objectContaining({ kind: 'unreadable' }));
});
