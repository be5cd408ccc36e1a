import type { Client } from '../client.ts';
import type { Check } from './check.ts';

export function printCheck({ name }: Client, { about, seconds, problem }: Check): void {
  const line = `${name} · ${about} (${seconds.toFixed(1)} s)`;
  console.log(problem === undefined ? `ok       ${line}` : `FAILED   ${line}: ${problem}`);
}
