import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { z } from 'zod';

const metadata = z.record(z.string(), z.array(z.object({ type: z.string(), data: z.json().optional() })));

/** The warnings of the stacks in a cloud assembly, which the CDK command-line tool would print. */
export function readWarnings(assembly: string): string[] {
  const files = globSync('*.metadata.json', { cwd: assembly });
  const entries = files.flatMap((file) => {
    const byPath = metadata.parse(JSON.parse(readFileSync(path.join(assembly, file), 'utf8')));
    return Object.values(byPath).flat();
  });
  return entries.flatMap(({ type, data }) => (type === 'aws:cdk:warning' && typeof data === 'string' ? data : []));
}
