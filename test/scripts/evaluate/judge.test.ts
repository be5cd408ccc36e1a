import { describe, expect, test } from 'vitest';
import type { AnswerEvent } from '../../../scripts/ask/answer-event.ts';
import { judge } from '../../../scripts/evaluate/judge.ts';
import type { Question } from '../../../scripts/evaluate/questions/question.ts';
import { readAnswer } from '../../../scripts/evaluate/read-answer.ts';
import { cite, citeDocument, done, linked, more, say, sources, unavailable } from './recorded.ts';

const documents = [
  { key: 'rivulet/budgets.md', title: 'Budgets, and cancel' },
  { key: 'rivulet/settings.md', title: 'Settings' },
  { key: 'ja/はじめ.md', title: 'はじめかた' },
];
const about = (...keys: string[]): Question => ({ language: 'en', text: 'How?', documents: keys });
const budgets = about('rivulet/budgets.md');
const judged = (question: Question, ...events: AnswerEvent[]) => judge(question, readAnswer(events), documents);

describe('the rank of the expected document', () => {
  test.each<[what: string, question: Question, events: AnswerEvent[], rank: number | undefined]>([
    ['first, by its title', budgets, [sources('Budgets, and cancel', 'Settings')], 1],
    ['second', budgets, [sources('Settings', 'Budgets, and cancel')], 2],
    ['none', budgets, [sources('Settings')], undefined],
    ['nothing found', budgets, [sources()], undefined],
    ['either of two', about('rivulet/budgets.md', 'rivulet/settings.md'), [sources('Settings')], 1],
    ['by its link', budgets, [linked('https://a.example/x/rivulet/budgets.md')], 1],
    [
      'by its link, whose letters are encoded',
      about('ja/はじめ.md'),
      [linked(encodeURI('https://a.example/ja/はじめ.md'))],
      1,
    ],
    ['another link', budgets, [linked('https://a.example/rivulet/old-budgets.md')], undefined],
    ['told later, by an agent', budgets, [sources('Settings'), more(2, 'Budgets, and cancel')], 2],
    ['outside: none is expected', about(), [sources('Settings')], undefined],
  ])('%s', (_what, question, events, rank) => {
    expect(judged(question, ...events, say('Yes.'), done).rank).toBe(rank);
  });
});

describe('cited sentences', () => {
  const found = sources('Budgets, and cancel', 'Settings');

  test.each<[what: string, events: AnswerEvent[], cited: number, sentences: number]>([
    ['none', [say('One limit. Two limits.')], 0, 2],
    ['a mark behind the full stop', [say('One limit.'), cite(1), say(' Two limits.')], 1, 2],
    ['a mark before the full stop', [say('One limit'), cite(1), say('. Two limits.')], 1, 2],
    ['a mark behind the space', [say('One limit. '), cite(1), say('Two limits.')], 1, 2],
    ['two marks of one sentence', [say('One limit.'), cite(1), cite(2), say(' Two limits.')], 1, 2],
    ['each its own', [say('One limit.'), cite(1), say(' Two limits.'), cite(2)], 2, 2],
    ['headings and rules are none', [say('# Limits\n\nOne limit.'), cite(1), say('\n\n---\n')], 1, 1],
    ['a mark before any word', [cite(1), say('One limit.')], 0, 1],
  ])('%s', (_what, events, cited, sentences) => {
    expect(judged(budgets, found, ...events, done)).toMatchObject({ citedSentences: cited, sentences });
  });

  test('Japanese has sentences, too', () => {
    const asked = { ...budgets, language: 'ja' } as const;
    const events = [
      say('予算は上限です。'),
      cite(1),
      say('1 日は UTC の 0 時に始まります。'),
      cite(1),
      say('以上です。'),
    ];
    expect(judged(asked, found, ...events, done)).toMatchObject({ citedSentences: 2, sentences: 3 });
  });
});

describe('false sources', () => {
  const found = sources('Budgets, and cancel', 'Settings');

  test.each<[what: string, events: AnswerEvent[], count: number]>([
    ['those that were told are not', [found, say('A.'), cite(1), cite(2)], 0],
    ['a number that was not told is', [found, say('A.'), cite(3)], 1],
    ['a number below the first is', [found, say('A.'), cite(0)], 1],
    ['any is where nothing was found', [sources(), say('A.'), cite(1)], 1],
    ['one that is told only afterwards is', [say('A.'), cite(1), found], 1],
    ['one that an agent told before is not', [found, more(3, 'Settings'), say('A.'), cite(3)], 0],
    ['a citation of anything else is', [found, say('A.'), citeDocument], 1],
  ])('%s', (_what, events, count) => {
    expect(judged(budgets, ...events, done).falseSources).toBe(count);
  });
});

describe('marks that are left in the text', () => {
  test.each([
    ['One limit [1].', 1],
    ['One limit[1][3].', 2],
    ['予算[2]です。', 1],
    ['No marks.', 0],
    ['Read `list[0]`, and\n\n```js\na[1] = 2\n```\n', 0],
    ['A [1](https://example.com) link.', 0],
    ['A year [2026] is none.', 0],
    ['Unclosed ```\na[1]', 0],
  ])('%j: %i', (text, count) => {
    expect(judged(budgets, say(text), done).marksLeft).toBe(count);
  });
});

test('an answer without a search is told apart from one that found nothing', () => {
  expect(judged(budgets, unavailable, say('A.'), done)).toMatchObject({ isUnavailable: true, found: [] });
  expect(judged(budgets, sources(), say('A.'), done)).toMatchObject({ isUnavailable: false, found: [], citations: 0 });
});
