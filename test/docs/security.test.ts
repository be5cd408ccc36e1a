import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder, readDoc } from './markdown.ts';

const doc = readDoc('docs/security.md');
const rows = doc
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').slice(1, -1));

/** Each test that the page names: a link to its file, and names in quotes behind a colon. */
const proofs = [...doc.matchAll(/\]\(\.\.\/(test\/[^)]+)\)(?:: ("[^"]+"(?:, "[^"]+")*))?/g)].map(
  ([, file = '', names = '']) => ({ file, names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name) }),
);

test('the page names many tests', () => {
  expect(proofs.length).toBeGreaterThan(50);
});

test.each(proofs)('$file has the tests that the page says it has', ({ file, names }) => {
  const found = path.join(projectFolder, file);
  expect(existsSync(found), file).toBe(true);
  const source = readFileSync(found, 'utf8');
  for (const name of names) expect(source, `${file}: ${name}`).toContain(name);
});

test('every hostile test is named', () => {
  const named = new Set(proofs.map(({ file }) => path.basename(file)));
  const hostile = ['authorization', 'canaries', 'consumption', 'growth', 'injection', 'mass-assignment', 'no-fetching'];
  for (const name of [...hostile, 'prototype-pollution', 'lock-files', 'licences', 'judge']) {
    expect(named).toContain(`${name}.test.ts`);
  }
});

/** OWASP's titles, in its order. */
const lists = {
  LLM: {
    edition: 2026,
    risks: [
      'Prompt Injection',
      'Sensitive Information Disclosure',
      'Excessive Agency',
      'Supply Chain',
      'Data and Model Poisoning',
      'Unbounded Consumption',
      'Misinformation',
      'Hidden Context Exposure',
      'Vector and Embedding Weaknesses',
      'Improper Output Handling',
    ],
  },
  API: {
    edition: 2023,
    risks: [
      'Broken Object Level Authorization',
      'Broken Authentication',
      'Broken Object Property Level Authorization',
      'Unrestricted Resource Consumption',
      'Broken Function Level Authorization',
      'Unrestricted Access to Sensitive Business Flows',
      'Server Side Request Forgery',
      'Security Misconfiguration',
      'Improper Inventory Management',
      'Unsafe Consumption of APIs',
    ],
  },
};

describe.each(Object.entries(lists))('OWASP %s', (list, { edition, risks }) => {
  const digits = list === 'LLM' ? 2 : 1;
  const named = risks.map((title, at) => `${list}${String(at + 1).padStart(digits, '0')}:${edition} ${title}`);

  test.each(named)('%s has one row, which says what holds', (risk) => {
    const found = rows.filter(([first = '']) => first.trim() === risk);
    expect(found).toHaveLength(1);
    expect(found[0]?.[1]?.trim().length).toBeGreaterThan(20);
  });

  test('has a test in each row, but where nothing is built', () => {
    const unproven = rows.filter(
      ([first = '', second = '', third = '']) =>
        named.includes(first.trim()) && !third.includes('](../test/') && !second.includes('Not built yet'),
    );
    expect(unproven).toEqual([]);
  });
});
