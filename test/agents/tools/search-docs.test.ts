import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchIn } from '../../../agents/tools/search-docs.ts';

const ferry = `# Ferry

A timetable for one small boat.

## Tickets

Children under six travel without a ticket.

## Empty

### Boarding

Bring your bicycle to the lower deck.

## Net

A rope.

## Rope

A net.
`;

let folder: string;
let search: ReturnType<typeof searchIn>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'search-docs-'));
  await writeFile(path.join(folder, 'ferry.md'), ferry);
  await writeFile(path.join(folder, 'long.md'), `# Pier\n\n${'Gull. '.repeat(1000)}`);
  await writeFile(
    path.join(folder, 'many.md'),
    Array.from({ length: 9 }, (_, at) => `## Isle ${at}\n\nAn isle.\n`).join(''),
  );
  await writeFile(path.join(folder, 'notes.txt'), '# Bicycle\n\nNot documentation.');
  search = searchIn(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['a word of the text', 'bicycle', { heading: 'Boarding', text: 'Bring your bicycle to the lower deck.' }],
  ['a word of the heading', 'tickets', { heading: 'Tickets', text: 'Children under six travel without a ticket.' }],
  ['the beginning of a word', 'timet', { heading: 'Ferry', text: 'A timetable for one small boat.' }],
  ['several words, of which one is known', 'bicycle insurance', { heading: 'Boarding', text: expect.any(String) }],
])('%s finds the passage, with its file', async (_what, query, passage) => {
  expect(await search.invoke({ query })).toEqual([{ file: 'ferry.md', ...passage }]);
});

test('the heading counts more than the text', async () => {
  expect(await search.invoke({ query: 'rope' })).toMatchObject([{ heading: 'Rope' }, { heading: 'Net' }]);
});

test.each(['submarine', '?', ' '])('%j finds nothing, and it says what to do', async (query) => {
  expect(await search.invoke({ query })).toBe('Nothing was found. Try other words.');
});

test('at most four passages are returned, each cut at 2,000 characters', async () => {
  expect(await search.invoke({ query: 'isle' })).toHaveLength(4);
  const text = expect.stringMatching(/^[^]{2000}$/);
  expect(await search.invoke({ query: 'gull' })).toEqual([{ file: 'long.md', heading: 'Pier', text }]);
});

test.each(['', 'a'.repeat(301)])('a query of too few or too many characters is refused', async (query) => {
  await expect(search.invoke({ query })).rejects.toThrow();
});
