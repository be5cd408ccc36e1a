import { expect, test } from 'vitest';
import { shorten } from '../../../../../local/services/bedrock/answerer/shorten.ts';

test.each([
  ['a short text stays whole', 'a\n'.repeat(500), 'a\n'.repeat(500)],
  ['a long text ends after a line', `${'a'.repeat(600)}\n${'b'.repeat(600)}`, `${'a'.repeat(600)}\n…`],
  ['a long line is cut', 'a'.repeat(3000), `${'a'.repeat(1000)}\n…`],
  ['and no character in it', `${'a'.repeat(999)}😀${'b'.repeat(999)}`, `${'a'.repeat(999)}\n…`],
])('%s', (_what, text, short) => {
  expect(shorten(text)).toBe(short);
});
