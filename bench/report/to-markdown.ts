import { markdownTable } from 'markdown-table';
import { keptTargets, measures, tableTargets } from '../measures.ts';
import { ours, oursBudgets, oursKept, type Subject, subjects } from '../subjects.ts';
import { toAgentsMarkdown } from './agents.ts';
import type { Results, Row } from './results.ts';
import { showSpread, toTable, toText } from './table.ts';

/** bench/RESULTS.md, as `npm run bench` writes it. */
export function toMarkdown(results: Results): string {
  const { date, machine, node, rounds, skipped, versions, rows } = results;
  return [
    '# Results of the bench',
    '',
    `Written by \`npm run bench\` on ${date}. ${machine}, Node ${node}. Medians of ${rounds} rounds in which the subjects take turns;`,
    'in brackets is the ratio to the floor. Lower is better. The code of each subject is in [handlers/](handlers); ours is the bundle as built.',
    '',
    '## Targets',
    '',
    markdownTable([['measure', 'target', 'reached', ''], ...rows.flatMap(toTargetRow)]),
    '',
    'Why a target was missed: [PROFILES.md](PROFILES.md).',
    '',
    '## With budgets and cancel, or with conversations',
    '',
    'The same bundle over a table that answers at once, as a ratio to the one without. A table of AWS takes some milliseconds more, and is',
    'asked once before the first byte: for what a budget has left, or for the six turns that are recalled.',
    '',
    markdownTable([['measure', 'target', 'budgets and cancel', '', 'conversations', ''], ...rows.flatMap(toTableRow)]),
    '',
    'The first byte with conversations also waits until the turn is claimed, three calls more, which a real model’s first word hides.',
    '',
    toAgentsMarkdown(results),
    '## All subjects',
    '',
    markdownTable(toTable(rows, measures, subjects)),
    '',
    '## Spread',
    '',
    'The lowest and the highest value of the rounds.',
    '',
    markdownTable(toTable(rows, measures, subjects, showSpread)),
    '',
    ...skipped.map((what) => `Skipped: ${what}.\n`),
    `Versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '',
  ].join('\n');
}

function toTargetRow({ measure, cells, target, isReached }: Row): string[][] {
  const own = cells[ours.name];
  if (target === undefined || !own) return [];
  const isSize = measure === 'sizeKb';
  const reached = isSize ? `${toText(own.median)} kB` : (own.ratio ?? 0).toFixed(2);
  const wanted = isSize ? `≤ ${target} kB` : `≤ ${target}`;
  return [[measures[measure].title, wanted, reached, isReached === true ? 'reached' : '**missed**']];
}

function toTableRow({ measure, cells }: Row): string[][] {
  const target = tableTargets[measure];
  const without = cells[ours.name];
  if (target === undefined || !without) return [];
  const toReached = ({ name }: Subject, most: number | undefined) => {
    const ratio = (cells[name]?.median ?? NaN) / without.median;
    return [ratio.toFixed(2), most === undefined ? 'no target' : ratio <= most ? 'reached' : '**missed**'];
  };
  return [
    [
      measures[measure].title,
      `≤ ${target}`,
      ...toReached(oursBudgets, target),
      ...toReached(oursKept, keptTargets[measure]),
    ],
  ];
}
