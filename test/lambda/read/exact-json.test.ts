import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactly } from '../../../lambda/read/exact-json.ts';

test.each([
  '{"id":9007199254740993}',
  '[1e400,-1e999,1e-400]',
  '{"a":123456789012345678e3}',
  '[0,1.5,-3,true,null,"é"]',
])('%s is written as it was read', (json) => {
  expect(JSON.stringify(parseExactly(json))).toBe(json);
});

test('any JSON has the same value as before', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(JSON.parse(JSON.stringify(parseExactly(json)))).toEqual(JSON.parse(json));
    }),
  );
});
