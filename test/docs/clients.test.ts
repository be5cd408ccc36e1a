import { describe, expect, test } from 'vitest';
import { clients } from '../clients/clients.ts';
import { readResults, withTable } from '../clients/docs-table.ts';
import { readDoc } from './markdown.ts';

describe('docs/clients.md', () => {
  const page = readDoc('docs/clients.md');

  test('has the row of every client, with the versions of the lockfiles, and no other row', () => {
    expect(withTable(page, clients, readResults(page))).toBe(page);
  });

  test('has a result for every client', () => {
    const results = readResults(page);
    for (const { name } of clients) expect(results.get(name), name).toMatch(/^(works|does not work: )/);
  });

  test('shows how to start each, and no other', () => {
    const [, starts = ''] = page.split('\n## Start\n');
    const sections = starts.split('\n### ').slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual([...new Set(clients.map(({ title }) => title))]);
    for (const section of sections) expect(section).toMatch(/^```/m);
  });

  test('the names of the clients differ', () => {
    expect(new Set(clients.map(({ name }) => name)).size).toBe(clients.length);
  });
});
