import type { Client } from '../client.ts';
import type { Check } from './check.ts';

/** What a row of docs/clients.md says of a client that does all that it shall. */
export const works = 'works';

/** The cell that says how the client did: `works`, or the first thing that does not. */
export function toResult(client: Client, checks: readonly Check[]): string {
  const failed = checks.find(({ problem }) => problem !== undefined);
  if (failed) return `does not work: ${failed.problem} (${failed.about})`.replaceAll('|', '\\|');
  return client.onlyOnce === undefined ? works : `${works}; ${client.onlyOnce}`;
}
