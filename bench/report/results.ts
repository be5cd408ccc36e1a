import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type AgentMeasureName, agentMeasures } from '../agent-measures.ts';
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
  readonly agents: readonly AgentRow[];
}

/** A measure of agents; ratios are to the model that they think with, as our bundle without agents answers for it. */
export interface AgentRow {
  readonly measure: AgentMeasureName;
  readonly cells: Cells;
}

/** By subject. */
type Cells = Readonly<Record<string, Cell>>;

export interface Row {
  readonly measure: MeasureName;
  readonly cells: Cells;
  /** As a ratio to the floor; in kB for the size. */
  readonly target?: number;
  readonly isReached?: boolean;
}

export interface Cell {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** To the floor's median; of agents, to the model's. */
  readonly ratio?: number;
}

export function toResults(readings: Readings, rounds: number, skipped: readonly string[]): Results {
  const names = Object.keys(measures) as MeasureName[];
  const agentNames = Object.keys(agentMeasures) as AgentMeasureName[];
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.cpus().length} cores, ${os.type()} ${os.release()}`,
    node: process.version,
    rounds,
    skipped,
    versions: readVersions(),
    rows: names.flatMap((measure) => toRow(measure, readings) ?? []),
    agents: agentNames.flatMap((measure) => toAgentRow(measure, readings) ?? []),
  };
}

type Readings = ReadonlyMap<Subject, readonly Reading[]>;

function toRow(measure: MeasureName, readings: Readings): Row | undefined {
  const values = valuesOf(measure, readings);
  // Ours in another protocol is compared with the floor's plain text.
  const base = values.get(floor) ?? readings.get(floor)?.flatMap((reading) => reading.burstMicros ?? []) ?? [];
  const cells = toCells(values, base);
  if (!cells) return undefined;
  const target = targets[measure];
  const own = cells[ours.name];
  const reached = measure === 'sizeKb' ? own?.median : own?.ratio;
  return {
    measure,
    cells,
    ...(target !== undefined && reached !== undefined && { target, isReached: reached <= target }),
  };
}

function toAgentRow(measure: AgentMeasureName, readings: Readings): AgentRow | undefined {
  const values = valuesOf(measure, readings);
  const cells = toCells(values, values.get(ours) ?? []);
  return cells && { measure, cells };
}

function valuesOf(measure: keyof Reading, readings: Readings): ReadonlyMap<Subject, readonly number[]> {
  const found = [...readings].map(
    ([subject, all]) => [subject, all.flatMap((reading) => reading[measure] ?? [])] as const,
  );
  return new Map(found.filter(([, values]) => values.length > 0));
}

/** Undefined when nothing was measured. */
function toCells(values: ReadonlyMap<Subject, readonly number[]>, base: readonly number[]): Cells | undefined {
  if (values.size === 0) return undefined;
  return Object.fromEntries([...values].map(([{ name }, all]) => [name, toCell(all, median(base))]));
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
