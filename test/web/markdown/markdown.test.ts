import { describe, expect, test } from 'vitest';
import { toBlocks, toHtml } from '../../../web/markdown/to-blocks.ts';

const render = (text: string) =>
  toBlocks(text)
    .map((block) => toHtml(block))
    .join('')
    .trim();

describe('what models write', () => {
  test.each([
    ['tables', '| a | b |\n|---|--:|\n| 1 | 2 |', /<table>.*<td align="right">2<\/td>/s],
    ['lists', '1. a\n   - b\n2. c', /<ol>\s*<li>a\s*<ul>\s*<li>b/],
    ['tasks', '- [x] done\n- [ ] open', /☑ .*done.*☐ .*open/s],
    ['code', '```ts\nif (a < b) {}\n```', /<span>ts<\/span>.*data-copy.*a &lt; b/],
    ['code that is still being written', '```ts\nconst a', /<code>const a\n<\/code>/],
    ['Japanese', '**重要**です。`コード`も。', /<strong>重要<\/strong>です。<code>コード<\/code>/],
    ['Vietnamese', '*Tiếng Việt* đẹp', /<em>Tiếng Việt<\/em> đẹp/],
    [
      'links',
      '[site](https://example.com/a?b=1&c=2)',
      /<a href="https:\/\/example.com\/a\?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">site<\/a>/,
    ],
  ])('%s', (_what, text, html) => expect(render(text)).toMatch(html));
});

describe('maths stay as they were written', () => {
  test.each([
    '$a_b * c_d * e$',
    String.raw`\(x_1 * y_1 * z\)`,
    String.raw`\[ \frac{a}{b} * c * d \]`,
    '$$\na_1 * b\n= c * d_2\n$$',
  ])('%s', (formula) => {
    const html = render(`So ${formula.startsWith('$$') ? '\n\n' : ''}${formula}`);
    expect(html).toContain(`class="maths">${formula}<`);
    expect(html).not.toMatch(/<em>|<h\d>/);
  });

  test('a line that only begins like a formula is a paragraph', () => {
    expect(render('So\n$$ is **no** formula\nhere')).toBe('<p>So</p>\n<p>$$ is <strong>no</strong> formula\nhere</p>');
    expect(render('$$x$$ is *x*.')).toBe('<p><span class="maths">$$x$$</span> is <em>x</em>.</p>');
  });

  test('prices are not formulas', () => {
    expect(render('It costs $5 and *then* $10.')).toBe('<p>It costs $5 and <em>then</em> $10.</p>');
    expect(render('`$a` and `$b`')).toContain('<code>$a</code>');
  });
});

describe('what attacks the page', () => {
  test.each([
    ['HTML', '<img src=x onerror=alert(1)>', /^&lt;img/],
    ['HTML in a line', 'a <b onclick=alert(1)>b</b>', /a &lt;b onclick/],
    ['a script', '<script>alert(1)</script>', /^&lt;script/],
    ['a javascript: link', '[x](javascript:alert(1))', /^<p>x<\/p>$/],
    ['one with a line break in it', '[x](java&#10;script:alert(1))', /^<p>x<\/p>$/],
    ['a data: link', '[x](data:text/html,<script>alert(1)</script>)', /^<p>.*x/],
    ['a relative link', '[x](/dev/web)', /^<p>x<\/p>$/],
    ['a protocol-relative link', '[x](//evil.example)', /^<p>x<\/p>$/],
    [
      'a quote in a link',
      '[x](https://e.example/"onmouseover="alert(1))',
      /href="https:\/\/e.example\/&quot;onmouseover=&quot;alert\(1\)"|href="https:\/\/e.example\/%22/,
    ],
    ['code’s language', '```"><img src=x onerror=alert(1)>\nx\n```', /<span>&quot;&gt;&lt;img/],
    [
      'a tag that hides what follows',
      'Use <pre> here.\n\n<a/href=h&#116;tps&colon;&sol;&sol;e.example><div/class="problem">x',
      /Use &lt;pre&gt; here.*&lt;a\/href/s,
    ],
    ['an image’s text', '![<b>x</b>](https://e.example/x.png)', /<a href="https:\/\/e.example\/x.png"[^>]*>&lt;b&gt;x/],
  ])('%s', (_what, text, html) => {
    expect(render(text)).toMatch(html);
    expect(render(text)).not.toMatch(/<(img|script|b |iframe)|href="(?!https?:|mailto:)/);
  });

  test('an image is a link: fetching it would tell its server that the answer was read', () => {
    expect(render('![cat](https://e.example/cat.png)')).toMatch(/<a href="https:\/\/e.example\/cat.png"[^>]*>cat<\/a>/);
    expect(render('![cat](data:image/png;base64,AA==)')).toBe('<p>cat</p>');
  });
});

test('a tag in prose changes nothing of what follows', () => {
  expect(render('Use <pre>.\n\nif a<b then c &amp; d')).toMatch(/Use &lt;pre&gt;\.<\/p>\n<p>if a&lt;b then c &amp; d</);
});

test.each(['>'.repeat(3000), '- '.repeat(6000), '> - '.repeat(3000)])(
  'what is nested too deep is plain text',
  (text) => {
    expect(() => render(text)).not.toThrow();
  },
);

test.each(['*a ', '_a ', '~a ', '[a', '$a ', '`a ', 'char *a, **b; '])(
  'a paragraph of nothing but %j takes no more than in proportion',
  (piece) => {
    const time = (count: number) => {
      const startMs = performance.now();
      render(piece.repeat(count));
      return performance.now() - startMs;
    };
    // The fastest of five: other load on the machine only adds to a time.
    const timeBest = (count: number) => Math.min(...Array.from({ length: 5 }, () => time(count)));
    // Quadratic time would be 100.
    expect(timeBest(40_000)).toBeLessThan(Math.max(timeBest(4_000), 2) * 40);
  },
);

test('a link that is defined below its use becomes a link, and is among the links that are returned', () => {
  const [before, after] = ['[site][1]\n\n', '[site][1]\n\n[1]: https://example.com'].map((text) => toBlocks(text));
  expect([before?.[0]?.raw, Object.keys(before?.links ?? {})]).toEqual([after?.[0]?.raw, []]);
  expect(Object.keys(after?.links ?? {})).toEqual(['1']);
  expect(after?.[0] && toHtml(after[0])).toContain('href="https://example.com"');
});

test('only the last block of a growing text changes', () => {
  const whole = 'One.\n\n- a\n- b\n\n```js\nx\n```\n\nFour.';
  const before = toBlocks(whole.slice(0, -3)).map(({ raw }) => raw);
  const after = toBlocks(whole).map(({ raw }) => raw);
  expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
});
