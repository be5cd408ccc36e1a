import type { Client } from '../client.ts';
import type { Check } from './check.ts';

/** What a row of docs/clients.md says of a client that does all that it shall. */
export const works = 'works';

/** The cell that says how the client did: `works`, or what does not. */
export function toResult(client: Client, checks: readonly Check[]): string {
  const problems = checks.flatMap(({ about, problem }) => (problem === undefined ? [] : `${about}: ${problem}`));
  if (problems.length > 0) return `does not work: ${problems.join('; ')}`.replaceAll('|', '\\|');
  return client.onlyOnce === undefined ? works : `${works}; ${client.onlyOnce}`;
}
