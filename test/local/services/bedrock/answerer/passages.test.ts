import { expect, test } from 'vitest';
import { toPassages } from '../../../../../local/services/bedrock/answerer/passages.ts';

const cut = (markdown: string) => toPassages('README.md', markdown).map(({ heading, text }) => [heading, text]);

test.each<[string, string, string[][]]>([
  ['text before any heading belongs to the file', 'Hello.', [['README.md', 'Hello.']]],
  [
    'each heading begins a passage',
    '# A\n\none\n## B\ntwo',
    [
      ['A', 'one'],
      ['B', 'two'],
    ],
  ],
  ['a heading without text makes none', '# A\n## B\ntwo', [['B', 'two']]],
  [
    'paragraphs keep the line between them, list items have none',
    'a\n\nb\n- c\n  d\n- e',
    [['README.md', 'a\n\nb\n\n- c\n  d\n- e']],
  ],
  ['a comment in a code block is no heading', '# A\n```sh\n# no\n\nls\n```', [['A', '```sh\n# no\n\nls\n```']]],
  ['Windows line ends are understood', '# A\r\none\r\n', [['A', 'one']]],
])('%s', (_what, markdown, passages) => {
  expect(cut(markdown)).toEqual(passages);
});

test('a long section is cut between its blocks', () => {
  const blocks = Array.from({ length: 5 }, (_, index) => `${index} ${'word '.repeat(50).trim()}`);
  const texts = cut(`# A\n\n${blocks.join('\n\n')}`).map(([, text]) => text);
  expect(texts.length).toBeGreaterThan(1);
  expect(texts.join('\n\n')).toBe(blocks.join('\n\n'));
});
