import { expect, test } from 'vitest';
import type { Verdict } from '../../../scripts/evaluate/judge.ts';
import { toReport } from '../../../scripts/evaluate/report.ts';
import { summarize, summarizeByLanguage } from '../../../scripts/evaluate/summarize.ts';
import { findFaults, type Thresholds } from '../../../scripts/evaluate/thresholds.ts';

const verdict = (
  language: string | undefined,
  text: string,
  documents: string[],
  more: Partial<Verdict> = {},
): Verdict => ({
  question: { ...(language !== undefined && { language }), text, documents },
  rank: undefined,
  sentences: 2,
  citedSentences: 0,
  falseSources: 0,
  marksLeft: 0,
  citations: 0,
  found: [],
  isUnavailable: false,
  ...more,
});

const verdicts = [
  verdict('en', 'Found first', ['a.md'], { rank: 1, citedSentences: 2, citations: 2, found: ['A'] }),
  verdict('en', 'Found third', ['a.md'], { rank: 3, citedSentences: 1, citations: 1, found: ['B', 'C', 'A'] }),
  verdict('ja', 'Missed', ['b.md', 'c.md'], { found: ['X', 'Y'] }),
  verdict('vi', 'Found none', ['b.md']),
  verdict('en', 'Outside, told so', []),
  verdict('ja', 'Outside, cited', [], { citations: 1, citedSentences: 1, found: ['A'] }),
];

test('shares are of those questions that they are about', () => {
  expect(summarize(verdicts)).toEqual({
    hit: { part: 2, of: 4 },
    first: { part: 1, of: 4 },
    cited: { part: 3, of: 8 },
    told: { part: 1, of: 2 },
    falseSources: 0,
    marksLeft: 0,
    unavailable: 0,
  });
  expect(summarizeByLanguage(verdicts)).toMatchObject({
    en: { hit: { part: 2, of: 2 }, told: { part: 1, of: 1 } },
    ja: { hit: { part: 0, of: 1 }, told: { part: 0, of: 1 } },
    vi: { hit: { part: 0, of: 1 }, told: { part: 0, of: 0 } },
  });
});

test('the report has each share by language, and every question that missed', () => {
  const failed = [{ text: 'Refused', reason: '429: slow\u001B[2J down' }];
  const faulty = verdict('vi', 'Invented', ['a.md'], { rank: 1, falseSources: 1, marksLeft: 2 });
  const lines = toReport(
    'docs',
    [...verdicts, faulty, verdict('en', 'Blind', ['a.md'], { isUnavailable: true })],
    failed,
  );
  expect(lines[0]).toBe('9 questions to docs');
  const row = (label: string) =>
    lines
      .find((line) => line.startsWith(label))
      ?.slice(label.length)
      .trim()
      .split(/ {2,}/);
  expect(row('expected document found')).toEqual(['50 % (3/6)', '67 % (2/3)', '0 % (0/1)', '50 % (1/2)']);
  expect(row('outside questions told so')).toEqual(['50 % (1/2)', '100 % (1/1)', '0 % (0/1)', '–']);
  expect(row('false sources')).toEqual(['1', '0', '0', '1']);
  expect(lines.slice(lines.indexOf('The expected document was not found:') - 1)).toEqual([
    '',
    'The expected document was not found:',
    '  Missed (b.md or c.md; found: X; Y)',
    '  Found none (b.md; found: nothing)',
    '  Blind (a.md; found: nothing)',
    '',
    'Cited, though the documents have no answer:',
    '  Outside, cited (A)',
    '',
    'False sources, or marks left:',
    '  Invented',
    '',
    'Answered without the documents, which could not be searched:',
    '  Blind',
    '',
    'Not answered:',
    '  Refused: 429: slow[2J down',
  ]);
});

test.each<[what: string, more: Partial<Verdict>[], unanswered: number, least: Thresholds, faults: string[]]>([
  ['nothing is amiss', [], 0, { hit: 50, first: 25, cited: 37.5, told: 50 }, []],
  [
    'less than asked for',
    [],
    0,
    { hit: 51, told: 100 },
    ['--least-hit is 51: it was 50.0', '--least-told is 100: it was 50.0'],
  ],
  [
    'a false source, whatever is asked for',
    [{ falseSources: 1 }],
    0,
    {},
    ['1 citations of what was not told as a source: none may be'],
  ],
  ['a mark that is left', [{ marksLeft: 2 }], 0, {}, ['2 marks such as [1] are left in the text: none may be']],
  ['a question without an answer', [], 1, {}, ['1 questions were not answered']],
])('%s', (_what, more, unanswered, least, faults) => {
  const all = [...verdicts, ...more.map((part) => verdict('en', 'More', [], part))];
  expect(findFaults(summarize(all), unanswered, least)).toEqual(faults);
});

test('questions without a language are told together only', () => {
  const lines = toReport('docs', [verdict(undefined, 'Own', ['a.md'], { rank: 1 })], []);
  expect(lines).toContain(`${'expected document found'.padEnd(30)}${'100 % (1/1)'.padStart(16)}`);
});

test('a share of nothing misses no threshold', () => {
  expect(findFaults(summarize([]), 0, { hit: 100, told: 100 })).toEqual([]);
});
