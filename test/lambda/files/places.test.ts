import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKey } from '../../../lambda/files/keys.ts';
import { placesOf, toStored } from '../../../lambda/files/places.ts';

const shared = placesOf({ prefix: 'public/', isPerCaller: false }, 'ada');
const own = placesOf({ prefix: 'public/', isPerCaller: true }, 'ada');

test.each([
  ['a', 'public/a'],
  ['reports/2026/März.pdf', 'public/reports/2026/März.pdf'],
  ['.well-known/x', 'public/.well-known/x'],
  ['a/...', 'public/a/...'],
  ['a\\..\\b', 'public/a\\..\\b'],
  ['%2e%2e/b', 'public/%2e%2e/b'],
  [`e\u0301`, 'public/e\u0301'],
  ['x'.repeat(1017), `public/${'x'.repeat(1017)}`],
])('the key %j leads to %j', (key, stored) => {
  expect(toStored(shared, key)).toBe(stored);
});

test.each([
  '',
  '/',
  '/a',
  'a/',
  'a//b',
  '.',
  '..',
  '../a',
  './a',
  'a/../b',
  'a/./b',
  'a/..',
  'a/.',
  'a\0b',
  'a\nb',
  'a\u0085b',
  'x'.repeat(1018),
  'é'.repeat(509),
])('the key %j leads nowhere', (key) => {
  expect(toStored(shared, key)).toBeUndefined();
});

describe('where each caller has files of its own', () => {
  test.each([
    ['mine/a', 'public/callers/ada/a'],
    ['mine/callers/bob/a', 'public/callers/ada/callers/bob/a'],
    ['everyone/a', 'public/everyone/a'],
    ['everyone/mine/a', 'public/everyone/mine/a'],
  ])('the key %j leads to %j', (key, stored) => {
    expect(toStored(own, key)).toBe(stored);
  });

  test.each(['a', 'callers/bob/a', 'mine', 'mine/', 'mine/../bob/a', 'mine/../../callers/bob/a', 'Mine/a', 'everyone'])(
    'the key %j leads nowhere',
    (key) => {
      expect(toStored(own, key)).toBeUndefined();
    },
  );

  test('whatever a key is, it stays with its caller, or with what everyone has', () => {
    const part = fc.constantFrom('..', '.', '', 'mine', 'everyone', 'callers', 'bob', '%2e%2e', '\\', 'a', '\0', '/');
    const key = fc.array(part, { maxLength: 8 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(key, (asked) => {
        const stored = toStored(own, asked);
        if (stored === undefined) return;
        expect(stored).toMatch(/^public\/(callers\/ada|everyone)\/[^/]/);
        expect(isKey(stored)).toBe(true);
        // What a server or a browser would make of it is the same place.
        expect(decodeURI(new URL(encodeURI(stored), 'http://x/').pathname.slice(1))).toBe(stored);
      }),
    );
  });
});
