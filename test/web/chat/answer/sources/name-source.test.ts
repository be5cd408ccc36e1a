import { expect, test } from 'vitest';
import { linkOf, nameSource } from '../../../../../web/chat/answer/sources/name-source.ts';

test.each([
  ['https://docs.example/a b', 'https://docs.example/a%20b'],
  ['HTTP://docs.example', 'http://docs.example/'],
  ['javascript:alert(1)', undefined],
  [' javascript:alert(1)', undefined],
  ['java\nscript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['s3://bucket/key', undefined],
  ['//docs.example', undefined],
  ['https://', undefined],
  ['tides.pdf', undefined],
  ['', undefined],
])('%j leads to %s', (url, link) => {
  expect(linkOf({ url, quotes: [] })?.href).toBe(link);
  expect(linkOf({ source: url, quotes: [] })?.href).toBe(link);
});

test('a source without a title is called by what it has', () => {
  expect(nameSource({ title: ' ', source: 'tides.pdf', quotes: [] })).toBe('tides.pdf');
  expect(nameSource({ title: '', source: '', url: 'https://a.example', quotes: [] })).toBe('https://a.example');
  expect(nameSource({ title: 'a\u200B\n b', quotes: [] })).toBe('aU+200B b');
  expect(nameSource({ title: 'x'.repeat(9_999), quotes: [] })).toHaveLength(200);
});
