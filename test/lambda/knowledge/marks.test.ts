import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Piece, readMarks } from '../../../lambda/knowledge/cite/read-marks.ts';

/** The pieces that become of a text, with neighbouring words joined: `words {1}`. */
function read(...deltas: readonly string[]): string {
  const marks = readMarks();
  const pieces: Piece[] = [...deltas.flatMap((delta) => [...marks.read(delta)]), ...marks.end()];
  return pieces.map((piece) => ('text' in piece ? piece.text : `{${piece.numbers.join()}}`)).join('');
}

const texts: [text: string, becomes: string][] = [
  ['It is 10 MB [1].', 'It is 10 MB{1}.'],
  ['It is 10 MB.[1]', 'It is 10 MB.{1}'],
  ['Both [1][2] say so', 'Both{1}{2} say so'],
  ['Both [1] [2] say so', 'Both{1}{2} say so'],
  ['All [1, 2,3] say so', 'All{1,2,3} say so'],
  ['Rows [1-3], [2–4]、［１、３］', 'Rows{1,2,3},{2,3,4}、{1,3}'],
  ['As gpt-oss does 【2†L1-L3】 and 【1】, or a footnote [^1]', 'As gpt-oss does{2} and{1}, or a footnote{1}'],
  [
    'A row that none has [1-999] and backwards [3-1]',
    'A row that none has{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20} and backwards{3}',
  ],
  ['The 100th [100]', 'The 100th{100}'],
  ['It is [source 2] and [Sources 1, 4]', 'It is{2} and{1,4}'],
  ['Out of range [99] is a mark, too', 'Out of range{99} is a mark, too'],
  ['In [2024] and [a], a list [ ] and [x]', 'In [2024] and [a], a list [ ] and [x]'],
  ['An open [1', 'An open [1'],
  ['A space at the end ', 'A space at the end '],
  ['10 MBです[1]。次 [2]', '10 MBです{1}。次{2}'],
  ['`a[1]` is an index [1]', '`a[1]` is an index{1}'],
  ['``a`[1]`` too [2]', '``a`[1]`` too{2}'],
  ['```ts\na[0] = b[1];\n\nc[2]\n```\nDone [3]', '```ts\na[0] = b[1];\n\nc[2]\n```\nDone{3}'],
  ['A ` alone [1]\n\nand [2]', 'A ` alone [1]\n\nand{2}'],
  ['```\nnever closed [1]', '```\nnever closed [1]'],
  ['~~~py\na[1]\n~~~\nDone [2]', '~~~py\na[1]\n~~~\nDone{2}'],
  ['```\na[1]\n````\nDone [2]', '```\na[1]\n````\nDone{2}'],
  ['````\n```\na[1]\n````\nDone [2]', '````\n```\na[1]\n````\nDone{2}'],
  ['A ` alone\n```\na[1]\n```\nDone [2]', 'A ` alone\n```\na[1]\n```\nDone{2}'],
  ['```a[1]``` is a span [2]', '```a[1]``` is a span{2}'],
  ['In a line ~~~ is none [1]', 'In a line ~~~ is none{1}'],
  ['', ''],
];

describe('marks in a text', () => {
  test.each(texts)('%j', (text, becomes) => {
    expect(read(text)).toBe(becomes);
  });

  test.each(texts)('%j, letter by letter', (text, becomes) => {
    expect(read(...Array.from(text))).toBe(becomes);
  });

  test('are the same however the text is cut', () => {
    const word = fc.constantFrom(
      '[',
      ']',
      '1',
      '12',
      ', ',
      ' ',
      '`',
      '``',
      '```',
      '\n',
      '\n\n',
      'source ',
      'a',
      '語',
      '[1]',
      ' [2]',
      '~~~',
      '【',
      '】',
      '†L',
      '-',
      '^',
      '[^1]',
      'So',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.array(fc.nat(), { maxLength: 10 }), (words, cuts) => {
        const text = words.join('');
        const at = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].toSorted((a, b) => a - b);
        expect(read(...at.slice(1).map((end, index) => text.slice(at[index], end)))).toBe(read(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('hold back no more than what may become one', () => {
    const marks = readMarks();
    const told = Array.from('A long sentence of words, [and another').flatMap((letter) => [...marks.read(letter)]);
    expect(told.map((piece) => ('text' in piece ? piece.text : ''))).toContain('and'.slice(-1));
    expect([...marks.end()]).toEqual([]);
  });
});
