import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type MeasureName, measures, type Reading, targets } from '../measures.ts';
import { floor, ours, type Subject } from '../subjects.ts';
import { median } from '../statistics.ts';

/** The results of a run, as results.json contains them. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly node: string;
  readonly rounds: number;
  readonly skipped: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly measure: MeasureName;
  readonly cells: Readonly<Record<string, Cell>>;
  /** As a ratio to the floor; in kB for the size. */
  readonly target?: number;
  readonly isReached?: boolean;
}

export interface Cell {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** To the floor's median. */
  readonly ratio?: number;
}

export function toResults(
  readings: ReadonlyMap<Subject, readonly Reading[]>,
  rounds: number,
  skipped: readonly string[],
): Results {
  const names = Object.keys(measures) as MeasureName[];
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.cpus().length} cores, ${os.type()} ${os.release()}`,
    node: process.version,
    rounds,
    skipped,
    versions: readVersions(),
    rows: names.flatMap((measure) => toRow(measure, readings) ?? []),
  };
}

function toRow(measure: MeasureName, readings: ReadonlyMap<Subject, readonly Reading[]>): Row | undefined {
  const medians = new Map<Subject, number[]>();
  for (const [subject, all] of readings) {
    const values = all.flatMap((reading) => reading[measure] ?? []);
    if (values.length > 0) medians.set(subject, values);
  }
  if (medians.size === 0) return undefined;
  // Ours in another protocol is compared with the floor's plain text.
  const base = medians.get(floor) ?? readings.get(floor)?.flatMap((reading) => reading.burstMicros ?? []) ?? [];
  const cells = [...medians].map(([{ name }, values]) => [name, toCell(values, median(base))] as const);
  const target = targets[measure];
  const own = Object.fromEntries(cells)[ours.name];
  const reached = measure === 'sizeKb' ? own?.median : own?.ratio;
  return {
    measure,
    cells: Object.fromEntries(cells),
    ...(target !== undefined && reached !== undefined && { target, isReached: reached <= target }),
  };
}

function toCell(values: readonly number[], base: number): Cell {
  const middle = median(values);
  const ratio = base > 0 ? { ratio: middle / base } : {};
  return { median: middle, least: Math.min(...values), most: Math.max(...values), ...ratio };
}

/** The exact versions of what was measured, from bench/package.json. */
function readVersions(): Record<string, string> {
  const file = path.join(import.meta.dirname, '../package.json');
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync(file, 'utf8'));
  return dependencies;
}
