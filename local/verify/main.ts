import { helpText, readTarget } from './command-line.ts';
import type { Target } from './target.ts';
import { toReason, verify } from './verify.ts';

try {
  const target = readTarget(process.argv.slice(2));
  if (target) process.exitCode = await report(target);
  else console.log(helpText);
} catch (error) {
  console.error(`The deployment was not checked: ${toReason(error)}`);
  process.exitCode = 2;
}

/** @returns 1 when an assumption is refuted, which is a defect of the local stage. Throws when nothing could be checked. */
async function report(target: Target): Promise<number> {
  const counts = { confirmed: 0, refuted: 0, 'not tested': 0 };
  for await (const { assumption, verdict, seen } of verify(target)) {
    counts[verdict] += 1;
    console.log(`${verdict.padEnd(10)}  ${assumption.id}: ${assumption.claim}${seen === '' ? '' : ` (${seen})`}`);
  }
  console.log(`\n${counts.confirmed} confirmed, ${counts.refuted} refuted, ${counts['not tested']} not tested`);
  return counts.refuted > 0 ? 1 : 0;
}
