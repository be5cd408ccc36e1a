import { describe, expect, test } from 'vitest';
import { waysOn } from '../../../web/api/problem.ts';
import { chooseLanguage, fill, languages } from '../../../web/words/words.ts';
import { withBudgetWords } from '../../../web/budget/budget-words.ts';
import budgetWords from '../../../web/budget/words.json' with { type: 'json' };
import { withKeptWords } from '../../../web/conversations/kept-words.ts';
import keptWords from '../../../web/conversations/words.json' with { type: 'json' };
import compareWords from '../../../web/compare/words.json' with { type: 'json' };
import sourceWords from '../../../web/chat/answer/sources/words.json' with { type: 'json' };
import stepWords from '../../../web/chat/answer/steps/words.json' with { type: 'json' };
import signInWords from '../../../web/sign-in/words.json' with { type: 'json' };
import usageWords from '../../../web/usage/words.json' with { type: 'json' };
import words from '../../../web/words/words.json' with { type: 'json' };

/** Every text by its path, with its placeholders. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, [...value.matchAll(/\{\w+\}/g)].map(String).toSorted().join()]];
  return Object.entries(value as object).flatMap(([key, inner]) => textsOf(inner, `${path}/${key}`));
}

test.each([words, budgetWords, compareWords, keptWords, signInWords, sourceWords, stepWords, usageWords])(
  'every language has every text, with the same places to fill',
  (all) => {
    const english = Object.fromEntries(textsOf(all.en));
    expect(Object.keys(all)).toEqual(Object.keys(languages));
    for (const texts of Object.values(all)) expect(Object.fromEntries(textsOf(texts))).toEqual(english);
  },
);

test('every problem has its own text', () => {
  for (const language of ['en', 'ja', 'vi'] as const) {
    const { problems, waysOn: ways } = withKeptWords(withBudgetWords({ language, words: words[language] })).words;
    expect(Object.keys(problems).toSorted()).toEqual(Object.keys(waysOn).toSorted());
    const { offline: _banner, ...others } = problems;
    expect(new Set(Object.values(others)).size).toBe(Object.keys(others).length);
    expect(Object.keys(ways).toSorted()).toEqual([...new Set(Object.values(waysOn))].toSorted());
  }
});

describe('the language', () => {
  test.each([
    [['vi-VN', 'en'], 'vi'],
    [['fr', 'ja-JP'], 'ja'],
    [['', 'fr'], 'en'],
    [['constructor'], 'en'],
    [[], 'en'],
  ])('for %j is %s', (wanted, language) => expect(chooseLanguage(wanted)).toBe(language));
});

test('placeholders are filled, and unknown ones are left', () => {
  expect(fill('{a} of {b} {c}', { a: 1, b: '{a}' })).toBe('1 of {a} {c}');
});
