import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../../../local/services/knowledge/documents/read-document.ts';
import { toPdf } from './to-pdf.ts';

const read = (key: string, text: string | Uint8Array) => readDocument(key, Buffer.from(text));
const readText = async (key: string, text: string) =>
  (await read(key, text)).map((passage) => passage.text).join('\n---\n');

test('a page is what its readers see: no scripts, no styles, no markup', async () => {
  const html = `<!doctype html><html><head><title>Hidden</title><style>p { color: red }</style>
    <script>alert(1)</script></head><body><h1>Fish &amp; chips</h1><p>Two <b>big</b>
    ones, <i>please</i>.</p><table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>
    <!-- <p>comment</p> --><template>t</template><p>&lt;img src=x onerror=alert(1)&gt;</body></html>`;
  expect(await readText('a.html', html)).toBe(
    'Fish & chips\n\nTwo big ones, please.\n\na 1\n\nb 2\n\n<img src=x onerror=alert(1)>',
  );
});

test('a page that closes nothing is read', async () => {
  const html = `<head><title>x</title><body>${'<p>p<br>'.repeat(10_000)}${'<div>'.repeat(500)}deep`;
  expect(await readText('a.html', html)).toMatch(/^p\n\np\n\np[^]*\bdeep$/);
});

test('each row of a table says its columns’ names', async () => {
  const csv = 'name,"price, in $",note\r\nferry,5,"has ""two"" decks\nand a bar"\r\n\r\nbus,3\n';
  expect(await readText('a.csv', csv)).toBe(
    'name: ferry\nprice, in $: 5\nnote: has "two" decks\nand a bar\n\nname: bus\nprice, in $: 3',
  );
  expect(await readText('a.csv', 'only,names')).toBe('only\nnames');
  expect(await readText('a.csv', 'a,b\n1,"never closed')).toBe('a: 1\nb: "never closed');
});

test('JSON is a line for each value, with the way to it', async () => {
  expect(await readText('a.json', '{"boats":[{"name":"Ada","decks":2}],"open":true,"none":null}')).toBe(
    'boats.0.name: Ada\nboats.0.decks: 2\nopen: true\nnone: null',
  );
  expect(await readText('a.json', '[{"a":1},{"a":2}]')).toBe('a: 1\n\na: 2');
});

test('the passages of a PDF have their pages', async () => {
  const pdf = toPdf(['The ferry leaves at nine.', 'Bicycles travel on the lower deck.']);
  expect(await read('a.PDF', pdf)).toEqual([
    { text: 'The ferry leaves at nine.', page: 1 },
    { text: 'Bicycles travel on the lower deck.', page: 2 },
  ]);
});

test.each<[string, string, string | Uint8Array, RegExp]>([
  ['no PDF', 'a.pdf', 'hello', /PDF/],
  ['half a PDF', 'a.pdf', toPdf(['Hello']).subarray(0, 200), /./],
  ['a PDF of pictures', 'a.pdf', toPdf(['']), /there is no text in it/],
  ['Word', 'a.docx', 'x', /reads no Word/],
  ['bytes that are no text', 'a.txt', Uint8Array.of(0xff, 0xfe, 0x00), /not text in UTF-8/],
  ['wrong JSON', 'a.json', '{', /not JSON/],
  ['JSON that is very deep', 'a.json', '['.repeat(1000) + ']'.repeat(1000), /deeper than 100 levels/],
  ['a page that is very deep', 'a.html', '<div>'.repeat(1_000_000), /deeper than 1000 levels/],
  ['an unknown type', 'a.constructor', 'x', /type of the file is not supported/],
  ['nothing to read', 'a.md', ' \n\n ', /there is no text in it/],
])('%s can’t be read, and says why', async (_name, key, bytes, reason) => {
  await expect(read(key, bytes)).rejects.toThrow(reason);
});

test('control characters are left out', async () => {
  expect(await readText('a.txt', '\uFEFFa\u0000b\u001B[31mc\u0085\td')).toBe('ab[31mc\td');
});

describe('passages', () => {
  test('end between paragraphs, and a heading begins one', async () => {
    const paragraph = `${'Words '.repeat(60)}end.`;
    const text = [`# One`, paragraph, paragraph, `## Two`, paragraph, paragraph, paragraph, paragraph].join('\n\n');
    const passages = (await read('a.md', text)).map((passage) => passage.text);
    expect(passages.map((passage) => passage.slice(0, 6))).toEqual(['# One\n', '## Two', 'Words ']);
    for (const passage of passages) expect(passage).toMatch(/end\.$/);
  });

  test.each([
    ['no paragraphs', 'This is one sentence of many. '.repeat(40_000), /\.$/],
    ['no paragraphs in Japanese', 'これは長い文章のひとつです。'.repeat(40_000), /。$/],
    ['no sentences', 'x'.repeat(1_000_000), /x$/],
    ['no spaces but pairs of surrogates', `a${'🎈'.repeat(500_000)}`, /🎈$/u],
    ['only line ends', 'line\n'.repeat(200_000), /line$/],
  ])('never have more than 1,200 characters, though a text has %s', async (_name, text, end) => {
    const passages = (await read('a.txt', text)).map((passage) => passage.text);
    expect(Math.max(...passages.map(({ length }) => length))).toBeLessThanOrEqual(1200);
    expect(passages.every((passage) => passage.isWellFormed())).toBe(true);
    expect(passages.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    for (const passage of passages.slice(0, 5)) expect(passage).toMatch(end);
  });
});
