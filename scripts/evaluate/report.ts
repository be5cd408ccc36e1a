import { toPrintableLine } from '../printable.ts';
import type { Verdict } from './judge.ts';
import { isHit, isTold, type Share, type Summary, summarize, summarizeByLanguage, toPercent } from './summarize.ts';

/** A question that has no answer, and why. */
export interface Failed {
  readonly text: string;
  readonly reason: string;
}

/** What an evaluation tells, for people. */
export function toReport(name: string, verdicts: readonly Verdict[], failed: readonly Failed[]): string[] {
  const columns = [['all', summarize(verdicts)], ...Object.entries(summarizeByLanguage(verdicts))] as const;
  const row = (label: string, cell: (summary: Summary) => string) =>
    [label.padEnd(30), ...columns.map(([, summary]) => cell(summary).padStart(16))].join('');
  const missed = verdicts.filter((verdict) => verdict.question.documents.length > 0 && !isHit(verdict));
  const untold = verdicts.filter((verdict) => verdict.question.documents.length === 0 && !isTold(verdict));
  const faulty = verdicts.filter(({ falseSources, marksLeft }) => falseSources + marksLeft > 0);
  return [
    `${verdicts.length + failed.length} questions to ${name}`,
    '',
    ['', ...columns.map(([language]) => language)]
      .map((cell, at) => (at === 0 ? cell.padEnd(30) : cell.padStart(16)))
      .join(''),
    row('expected document found', ({ hit }) => toCell(hit)),
    row('  as the first source', ({ first }) => toCell(first)),
    row('sentences with a citation', ({ cited }) => toCell(cited)),
    row('outside questions told so', ({ told }) => toCell(told)),
    row('false sources', ({ falseSources }) => String(falseSources)),
    row('marks left in the text', ({ marksLeft }) => String(marksLeft)),
    ...list('The expected document was not found:', missed, toMissed),
    ...list(
      'Cited, though the documents have no answer:',
      untold,
      ({ question, found }) => `${question.text} (${found.join('; ')})`,
    ),
    ...list('False sources, or marks left:', faulty, ({ question }) => question.text),
    ...list(
      'Answered without the documents, which could not be searched:',
      verdicts.filter(({ isUnavailable }) => isUnavailable),
      ({ question }) => question.text,
    ),
    ...list('Not answered:', failed, ({ text, reason }) => `${text}: ${reason}`),
  ];
}

function toMissed({ question: { text, documents }, found }: Verdict): string {
  return `${text} (${documents.join(' or ')}; found: ${found.length > 0 ? found.join('; ') : 'nothing'})`;
}

function toCell(share: Share): string {
  const percent = toPercent(share);
  return percent === undefined ? '–' : `${percent.toFixed(0)} % (${share.part}/${share.of})`;
}

function list<Item>(title: string, items: readonly Item[], toLine: (item: Item) => string): string[] {
  return items.length === 0 ? [] : ['', title, ...items.map((item) => `  ${toPrintableLine(toLine(item))}`)];
}
