import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toBlocks, toHtml } from '../../../../../web/markdown/to-blocks.ts';
import { markAt, markText } from './mark-text.ts';

const sign = '\u{100001}';

describe('a mark stands behind the words that it is for', () => {
  test.each([
    ['in a sentence', 'One.‸ Two.', '<p>One.[1] Two.</p>'],
    ['several in a row', 'One.‸‸ Two.', '<p>One.[1][2] Two.</p>'],
    ['after a blank', 'One. ‸Two.', '<p>One.[1] Two.</p>'],
    ['between paragraphs', 'One.\n\n‸Two.', '<p>One.[1]</p>\n<p>Two.</p>'],
    ['in Japanese', '一です。‸二です。', '<p>一です。[1]二です。</p>'],
    ['in emphasis', '**One.**‸ Two.', '<p><strong>One.[1]</strong> Two.</p>'],
    ['before emphasis', 'One **‸two** *three*‸', '<p>One[1] <strong>two</strong> <em>three[2]</em></p>'],
    ['in a heading', '# One‸\n\nTwo', '<h1>One[1]</h1>\n<p>Two</p>'],
    ['before a heading', 'One\n\n# ‸Two', '<p>One[1]</p>\n<h1>Two</h1>'],
    ['in a list', '- One‸\n- ‸Two', '<ul>\n<li>One[1][2]</li>\n<li>Two</li>\n</ul>'],
    ['in an ordered list', '1. One\n2. ‸Two‸', '<ol>\n<li>One[1]</li>\n<li>Two[2]</li>\n</ol>'],
    ['above a rule', 'One\n\n---\n‸Two', '<p>One[1]</p>\n<hr>\n<p>Two</p>'],
    ['of words in code', 'Use `npm`‸.', '<p>Use <code>npm</code>[1].</p>'],
    ['within code', 'Use `npm‸ start`.', '<p>Use <code>npm start</code>[1].</p>'],
    ['of a link', '[One](https://e.example)‸ two', /noopener noreferrer nofollow">One<\/a>\[1\] two<\/p>/],
    [
      'of an address',
      'See https://e.example/a‸',
      /<a href="https:\/\/e.example\/a" [^>]*>https:\/\/e.example\/a<\/a>\[1\]/,
    ],
    [
      'within an address',
      '[One](https://e.exa‸mple) two',
      /<a href="https:\/\/e.example" [^>]*>One<\/a> two\[1\]<\/p>/,
    ],
    ['of a formula', 'So $a_1$‸ and', '<p>So <span class="maths">$a_1$</span>[1] and</p>'],
    ['within an entity', 'a &am‸p; b', '<p>a &amp; b[1]</p>'],
    ['within an escape', 'a \\‸* b\\*‸', '<p>a * b*[1][2]</p>'],
    ['in a text with other ends of lines', 'One.\r\n\r\nTwo.‸ Three.', '<p>One.</p>\n<p>Two.[1] Three.</p>'],
  ])('%s', (_where, text, html) => expect(markText(text).trim()).toEqual(expect.toSatisfy(matches(html))));

  test.each([
    ['a row', '| a | b |\n|---|---|\n| 1 | 2 |‸\n| 3 | 4 |', /<td>2\[1\]<\/td>.*<td>4<\/td>/s],
    ['the head', '| a | b |‸\n|---|---|\n| 1 | 2 |', /<th>b\[1\]<\/th>.*<td>2<\/td>/s],
    ['the line below the head', '| a | b |\n|---|---|‸\n| 1 | 2 |', /<th>b\[1\]<\/th>.*<td>2<\/td>/s],
  ])('in a table: %s', (_where, text, html) => expect(markText(text)).toMatch(html));

  test.each([
    [
      'before it',
      'One\n\n```ts\n‸const a\n```',
      /<p>One\[1\]<\/p>\n<div class="code"><span>ts<.*<code>const a\n<\/code>/,
    ],
    ['within it', '```ts\nconst‸ a\n```', /<code>const a\n<\/code><\/pre><\/div><p>\[1\]<\/p>$/],
    ['behind it', '```ts\na\n```‸\n\nb', /<code>a\n<\/code><\/pre><\/div><p>\[1\]<\/p><p>b<\/p>/],
    ['its language', 'x\n\n```t‸s\na\n```', /<p>x\[1\]<\/p>\n<div class="code"><span>ts<\/span>/],
    ['in a list', '- a\n\n  ```ts\n  b‸\n  ```\n- c', /<span>ts<\/span>.*<code>b\n<\/code><\/pre><\/div>\[1\].*c/s],
    ['while it is written', '```ts\nconst a‸', /<code>const a\n<\/code><\/pre><\/div><p>\[1\]<\/p>$/],
  ])('never in a block of code: %s', (_where, text, html) => expect(markText(text)).toMatch(html));

  test('where there are no words there is none', () => {
    expect(markText('‸One')).toBe('<p>One</p>\n');
    expect(markText('\n\n# ‸One')).toBe('<h1>One</h1>\n');
    expect(markText('‸')).toBe('');
  });
});

function matches(html: string | RegExp) {
  return (got: string) => (typeof html === 'string' ? got === html : html.test(got));
}

describe('a model makes no mark', () => {
  test.each([
    ['by the sign', `One ${sign}two‸`],
    ['by its entity', 'One &#x100001; two‸'],
    ['by its number', 'One &#1048577; two‸'],
    ['by an entity around the sign', `One &#x10${sign}0001; two‸`],
    ['by markup', 'One <span class="cite">[1]</span> two‸'],
    ['in code', `\`${sign}\` \`&#x100001;\` two‸`],
    ['in a link', `[${sign}](https://e.example/${sign}) two‸`],
  ])('%s', (_how, text) => {
    const html = markText(text);
    expect(html.match(/(?<!\])\[1\](?!&lt;)/g)).toHaveLength(1);
    expect(html.trim()).toMatch(/two\[1\]<\/p>$/);
    expect(html).not.toContain(sign);
  });

  test('and no HTML', () => {
    expect(markText('<img src=x onerror=alert(1)>‸')).toMatch(/^&lt;img src=x onerror=alert\(1\)&gt;/);
    expect(markText('<img src=x onerror=alert(1)>‸')).toContain('[1]');
  });
});

/** A random sequence that is the same each time. */
function* guess(): Generator<number, never> {
  for (let seed = 7; ; seed = (seed * 48_271) % 2_147_483_647) yield seed / 2_147_483_647;
}

test('wherever marks are in real documents, each is there once and nothing else changes', () => {
  const folder = new URL('../../../../../docs/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const random = guess();
  for (const name of names) {
    const text = readFileSync(new URL(name, folder), 'utf8').slice(0, 12_000);
    const plain = toBlocks(text).map(toHtml).join('');
    const marks = Array.from({ length: 60 }, () => 40 + Math.floor(random.next().value * (text.length - 40)))
      .toSorted((one, other) => one - other)
      .map((at, source) => ({ at, source: source + 500 }));
    const html = markAt(text, marks);
    const bare = html.replaceAll(/<p>(?:\[5\d\d\])+<\/p>|\[5\d\d\]/g, '');
    expect([name, bare.replaceAll(/\s+/g, '') === plain.replaceAll(/\s+/g, '')]).toEqual([name, true]);
    for (const { at, source } of marks) {
      const count = html.split(`[${source + 1}]`).length - 1;
      expect([name, at, count]).toEqual([name, at, 1]);
    }
    expect(html, name).not.toMatch(/<code>[^<]*\[5\d\d\]/);
  }
});

test('of many marks that do not fit, the others stay where they are', () => {
  const lines = Array.from({ length: 40 }, (_, at) => (at === 7 ? '- a &am‸p; b' : `- line ${at}‸`));
  const html = markText(lines.join('\n'));
  expect(html).toContain('<li>line 39[40]</li>');
  expect(html).toContain('<li>a &amp; b</li>');
  expect(html.trim()).toMatch(/<\/ul>\n?<p>\[8\]<\/p>$/);
});
