import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitText, toLines } from '../../../lambda/conversations/turns/pieces.ts';

const most = 300_000;

test.each([
  ['nothing', '', 0],
  ['a short text', 'a', 1],
  ['one that just fits', 'a'.repeat(most), 1],
  ['one byte more', 'a'.repeat(most + 1), 2],
  ['two bytes a character', 'é'.repeat(most), 2],
  ['three, which do not divide it', `a${'日'.repeat(most)}`, 4],
  ['four: pairs stay whole', `ab${'😀'.repeat(most)}`, 5],
])('%s', (_name, text, count) => {
  const pieces = [...splitText(text)];
  expect(pieces.join('') === text).toBe(true);
  expect(pieces.length).toBe(count);
  for (const piece of pieces) {
    expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(most);
    expect(piece.isWellFormed()).toBe(true);
  }
});

test('lines come whole, whatever the pieces; what has no end yet waits', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'bc', '\n', 'd\n', '\n\n', ''), { maxLength: 30 }), (pieces) => {
      const whole = toLines();
      const text = pieces.join('');
      const read = pieces.map(whole);
      for (const lines of read) expect(lines === '' || lines.endsWith('\n')).toBe(true);
      expect(read.join('')).toBe(text.slice(0, text.lastIndexOf('\n') + 1));
    }),
  );
});
