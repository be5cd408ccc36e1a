import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/build-options.ts';
import { toResult, works } from './check/to-result.ts';
import { clients } from './clients.ts';
import { readResults, withTable } from './docs-table.ts';
import type { Result } from './run-clients.ts';

const file = path.join(root, 'docs/clients.md');

/** Compares what was found with what docs/clients.md says, and says so there. Returns the names of clients that got worse. */
export function compareWithDocs(results: readonly Result[], isWritten: boolean): readonly string[] {
  const page = readFileSync(file, 'utf8');
  const told = readResults(page);
  const found = results.flatMap((result): (readonly [string, string])[] =>
    'checks' in result ? [[result.client.name, toResult(result.client, result.checks)]] : [],
  );
  if (isWritten) writeFileSync(file, withTable(page, clients, new Map([...told, ...found])));
  return found.flatMap(([name, result]) =>
    told.get(name)?.startsWith(works) && !result.startsWith(works) ? name : [],
  );
}
