import { type Summary, toPercent } from './summarize.ts';

/** The least percents that an evaluation must have. What is left out may be any. */
export type Thresholds = { readonly [Measure in Measured]?: number };

export type Measured = 'hit' | 'first' | 'cited' | 'told';

export const measures: readonly Measured[] = ['hit', 'first', 'cited', 'told'];

/** Why an evaluation has failed, a line each; none if it has not. */
export function findFaults(summary: Summary, unanswered: number, thresholds: Thresholds): string[] {
  const { falseSources, marksLeft } = summary;
  const missed = measures.flatMap((measure) => {
    const least = thresholds[measure];
    const percent = toPercent(summary[measure]);
    if (least === undefined || percent === undefined || percent >= least) return [];
    return `--least-${measure} is ${least}: it was ${percent.toFixed(1)}`;
  });
  return [
    ...(falseSources > 0 ? [`${falseSources} citations of what was not told as a source: none may be`] : []),
    ...(marksLeft > 0 ? [`${marksLeft} marks such as [1] are left in the text: none may be`] : []),
    ...(unanswered > 0 ? [`${unanswered} questions were not answered`] : []),
    ...missed,
  ];
}
