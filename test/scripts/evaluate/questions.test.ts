import { beforeAll, expect, test } from 'vitest';
import type { KnownDocument } from '../../../scripts/evaluate/judge.ts';
import { readKnownDocuments } from '../../../scripts/evaluate/known-documents.ts';
import { questions } from '../../../scripts/evaluate/questions/questions.ts';

let documents: readonly KnownDocument[];
beforeAll(async () => {
  documents = await readKnownDocuments();
});

const inside = questions.filter((question) => question.documents.length > 0);
const outside = questions.filter((question) => question.documents.length === 0);
const languages = ['en', 'ja', 'vi'] as const;

test('there are enough of both kinds, in every language', () => {
  expect(inside.length).toBeGreaterThanOrEqual(40);
  expect(outside.length).toBeGreaterThanOrEqual(12);
  for (const language of languages) {
    expect(inside.filter((question) => question.language === language).length).toBeGreaterThanOrEqual(8);
    expect(outside.filter((question) => question.language === language).length).toBeGreaterThanOrEqual(4);
  }
  expect(new Set(questions.map(({ text }) => text)).size).toBe(questions.length);
});

test('each expects documents that are there', () => {
  const keys = new Set(documents.map(({ key }) => key));
  expect(inside.flatMap((question) => question.documents).filter((key) => !keys.has(key))).toEqual([]);
});

test('every document in Japanese and Vietnamese is asked for', () => {
  const asked = new Set(inside.flatMap((question) => question.documents));
  const unasked = documents.filter(({ key }) => /^(?:ja|vi)\//.test(key) && !asked.has(key));
  expect(unasked).toEqual([]);
});

test('no two documents have one title: clients know them by nothing else', () => {
  const titles = documents.map(({ title }) => title);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});
