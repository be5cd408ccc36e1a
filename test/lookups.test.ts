import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findLookups } from './fixtures/find-lookups.ts';

const projectFolder = path.resolve(import.meta.dirname, '..');
const example = 'test/fixtures/lookups.ts: ';

/** Lookups that a person has checked: none of their keys is untrusted. */
const harmless = new Map([
  ['lambda/read/shape.ts: value[tag]', 'the name that a shape gives its tag'],
  ['lambda/read/shape.ts: shapes[named]', 'one of the own tags: oneOf has checked it'],
  ['lambda/read/shape.ts: fields[name]', 'one of the own names of the same table'],
  ['lambda/read/shape.ts: value[name]', 'a field that the shape has'],
  ['lambda/bedrock/answer/read-guardrail.ts: toRecord(assessment)[name]', 'one of the policies in its own table'],
  ['web/sign-in/client/discover.ts: said[name]', 'one of the names that the file itself reads'],
]);

let found: readonly string[] = [];
beforeAll(() => {
  found = findLookups(projectFolder, 'tsconfig.json');
});

test('a lookup by an untrusted key is found; one by a known key, in a Map or after Object.hasOwn is not', () => {
  const here = found.filter((lookup) => lookup.startsWith(example)).map((lookup) => lookup.slice(example.length));
  expect(here).toEqual([
    'open[word]',
    'options?.byName[word]',
    'open[word.toLowerCase()]',
    "open[word ?? 'one']",
    'open[JSON.parse(json)]',
    'word in closed',
    'lists[word]',
  ]);
});

test('no source looks up an untrusted key in a plain object: `constructor` is in each of them', () => {
  const sources = /^(bin|lib|lambda|local|scripts|web)\//;
  const all = [...found, ...findLookups(projectFolder, 'web/tsconfig.json')].filter((lookup) => sources.test(lookup));
  expect(all.filter((lookup) => !harmless.has(lookup))).toEqual([]);
  expect(
    [...harmless.keys()].filter((lookup) => !all.includes(lookup)),
    'no longer there',
  ).toEqual([]);
});
