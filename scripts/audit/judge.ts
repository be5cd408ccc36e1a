import { z } from 'zod';

/** What npm says of the packages in the lock file (`npm audit --json`, version 2 of its report). */
const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']),
      range: z.string(),
      /** The folders that hold it: `node_modules/zod`. */
      nodes: z.array(z.string()),
    }),
  ),
});

/** `unanswered`: the registry knows no audits, or could not be reached. `vulnerable`: a deployment would hold one of high severity. */
export type Verdict =
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'passed' | 'vulnerable'; readonly lines: readonly string[] };

/** Judges npm's report by what ships: a package that only builds or tests is told, and no reason to stop. */
export function judge(json: string, ships: (folder: string) => boolean): Verdict {
  const parsed = report.safeParse(toValue(json));
  if (!parsed.success) return { kind: 'unanswered' };
  const found = Object.values(parsed.data.vulnerabilities).map(({ name, severity, range, nodes }) => {
    const isShipped = nodes.some(ships);
    const isGrave = isShipped && (severity === 'high' || severity === 'critical');
    return { isGrave, line: `${name} ${range}: ${severity}, ${isShipped ? 'shipped' : 'not shipped'}` };
  });
  const kind = found.some(({ isGrave }) => isGrave) ? 'vulnerable' : 'passed';
  return { kind, lines: found.map(({ line }) => line) };
}

function toValue(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
