import { describe, expect, test } from 'vitest';
import { toBlocks, toHtml } from '../../../web/markdown/to-blocks.ts';
import { growth } from '../../fixtures/growth.ts';
import { markText } from '../chat/answer/sources/mark-text.ts';

const render = (text: string) => toBlocks(text).map((block) => toHtml(block));

/** As the page does while an answer grows: finished blocks are not rendered again. The page paints by the clock, so not more often for more. */
function grow(text: string): void {
  const made = new Set<string>();
  for (let frame = 1; frame <= 16; frame += 1) {
    for (const block of toBlocks(text.slice(0, (text.length * frame) / 16))) {
      if (!made.has(block.raw)) toHtml(block);
      made.add(block.raw);
    }
  }
}

/** The shortest of some times: other load on the machine only makes them longer. */
function timeOf(text: string, work: (text: string) => void = render): number {
  const times = Array.from({ length: 3 }, () => {
    const startMs = performance.now();
    work(text);
    return performance.now() - startMs;
  });
  return Math.min(...times);
}

/** Found by repeating every pair of some 60 signs and words, and thousands of longer ones. */
const patterns = [
  '\\[',
  '\\(',
  'a.',
  '!',
  '$',
  '$$',
  '$$$',
  '[',
  '![',
  '](',
  '[a](',
  '[[a](b)',
  '\\',
  '`',
  '``a',
  '"a',
  '&amp;',
  '*',
  '**a',
  '***a',
  '_a_',
  '~~a',
  '_1. ',
  '<a ',
  '<!--',
  '<b>a',
  'a<b',
  '<?a\n\n',
  '<div>\n',
  '|',
  '| a ',
  'www.',
  'www.*',
  'www.?',
  'x@y.z ',
  'http://a.b)',
  '\n\n',
  'a\n\n',
  'a\n***\n',
  'a\n===\n',
  'a\n# b\n',
  '- ',
  '1. ',
  '> ',
  '> - ',
  '- > ',
  '>- ',
  '>1. ',
  '- a\n',
  '- [ ] a\n',
  '- a\n\n\n',
  '- a\n  b\n\n',
  '> a\nb\n',
  '> - a\n> b\n',
  '> 1. a\n',
  '$$a\n\n',
  '\\[a\n\n',
  '\\[a\n# b\n',
  '\\[\n',
  '\\[\na\n',
  '  \n\\[',
  '\\[```\n',
  '[a]: b\n\n[a] ',
  '[a]: b (c\n\n',
  '|a|b|\n|-|-|\n',
  'a|b\n-|-\n',
  '|-\n',
  '```\na\n```\n\n',
  '```\n',
  '    a\n\n',
  'あ',
  'word ',
];

describe('markdown takes time in proportion to its length', () => {
  test.each(patterns)('%j', { timeout: 60_000 }, (pattern) => {
    render(pattern.repeat(1_000));
    expect(
      growth(
        () => timeOf(pattern.repeat(4_000)),
        () => timeOf(pattern.repeat(32_000)),
      ),
    ).toBeLessThan(40);
  });

  test.each(['\\[', '!', 'word ', 'word\n\n', '- a\n', '*a* '])(
    '%j that grows, too',
    { timeout: 60_000 },
    (pattern) => {
      grow(pattern.repeat(1_000));
      const timeFor = (count: number) => timeOf(pattern.repeat(count), grow);
      expect(
        growth(
          () => timeFor(2_000),
          () => timeFor(16_000),
        ),
      ).toBeLessThan(40);
    },
  );

  test('also when each link definition has another name', { timeout: 60_000 }, () => {
    const define = (count: number) => Array.from({ length: count }, (_, at) => `[l${at}]: b\n\n[l${at}]\n\n`).join('');
    render(define(500));
    expect(
      growth(
        () => timeOf(define(1_000)),
        () => timeOf(define(8_000)),
      ),
    ).toBeLessThan(40);
  });
});

describe('text that is read in pieces', () => {
  test('loses nothing', () => {
    const words = Array.from({ length: 3_000 }, (_, at) => `word${at}`).join(' ');
    expect(render(words)).toEqual([`<p>${words}</p>\n`]);
    const signs = '😀'.repeat(3_000);
    expect(render(signs)).toEqual([`<p>${signs}</p>\n`]);
  });

  test('keeps emphasis in a long paragraph', () => {
    const [html] = render('Some **bold** words, and then some more of `code`. '.repeat(300));
    expect(html?.match(/<strong>bold<\/strong>/g)?.length).toBeGreaterThan(290);
  });

  test('keeps a long list, table or code block in one piece', () => {
    expect(render('- a\n'.repeat(5_000))).toHaveLength(1);
    expect(render(`|a|b|\n|-|-|\n${'|c|d|\n'.repeat(5_000)}`)).toHaveLength(1);
    expect(render(`\`\`\`\n${'code\n\n'.repeat(5_000)}\`\`\``)).toHaveLength(1);
  });

  test('keeps ten levels of a list', () => {
    const list = Array.from({ length: 9 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n');
    expect(render(list).join('').match(/<ul>/g)).toHaveLength(9);
  });
});

describe('so does an answer with marks', () => {
  test.each(['a. ‸', '* ‸', '- ‸\n', 'a\n\n‸', '|‸', ' ‸', '`a‸ ', '&am‸p; '])(
    '%j',
    { timeout: 120_000 },
    (pattern) => {
      const timeFor = (count: number) => timeOf(pattern.repeat(count), markText);
      timeFor(500);
      expect(
        growth(
          () => timeFor(1_000),
          () => timeFor(8_000),
        ),
      ).toBeLessThan(40);
    },
  );
});
