import type { Subject } from '../subjects.ts';
import type { Cell } from './results.ts';

interface Titled {
  readonly title: string;
  readonly unit: string;
}

interface Line<Name extends string> {
  readonly measure: Name;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** A line for each measure, a column for each subject. */
export function toTable<Name extends string>(
  lines: readonly Line<Name>[],
  measures: Readonly<Record<Name, Titled>>,
  subjects: readonly Subject[],
  show = showMedian,
): string[][] {
  const names = subjects.map(({ name }) => name);
  return [
    ['', ...names],
    ...lines.map(({ measure, cells }) => [
      withUnit(measures[measure].title, measures[measure].unit, ', '),
      ...names.map((name) => (cells[name] ? show(cells[name]) : '')),
    ]),
  ];
}

function showMedian({ median, ratio }: Cell): string {
  return ratio === undefined ? toText(median) : `${toText(median)} (${ratio.toFixed(2)})`;
}

export const showSpread = ({ least, most }: Cell): string => `${toText(least)} – ${toText(most)}`;

export function withUnit(text: string, unit: string, between = ' '): string {
  return unit === '' ? text : `${text}${between}${unit}`;
}

export function toText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
