import { parseArgs } from 'node:util';
import type { Target } from './target.ts';
import { toReason, verify } from './verify.ts';

const usage = `Checks what the local stage assumes about AWS against a deployment. It costs about a thousand tokens.

  npm run verify -- URL [KEY]

  URL   from the stack's outputs, with the stage: https://….amazonaws.com/dev/
  KEY   the API key; leave it out when access is open`;

const target = readTarget(process.argv.slice(2));
if (target === undefined) {
  console.log(usage);
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
} else {
  process.exitCode = await report(target);
}

function readTarget(given: readonly string[]): Target | undefined {
  const { positionals, values } = parseArgs({
    args: [...given],
    allowPositionals: true,
    strict: false,
    options: { help: { type: 'boolean' } },
  });
  const [url, apiKey, ...more] = positionals;
  if (values.help === true || url === undefined || !URL.canParse(url) || more.length > 0) return undefined;
  return { url: url.endsWith('/') ? url : `${url}/`, apiKey };
}

/** @returns 1 when an assumption is refuted, which is a defect of the local stage; 2 when nothing could be checked */
async function report(asked: Target): Promise<number> {
  const counts = { confirmed: 0, refuted: 0, 'not asked': 0 };
  try {
    for await (const { assumption, verdict, seen } of verify(asked)) {
      counts[verdict] += 1;
      console.log(`${verdict.padEnd(9)}  ${assumption.id}: ${assumption.claim}${seen === '' ? '' : ` (${seen})`}`);
    }
  } catch (error) {
    console.error(toReason(error));
    return 2;
  }
  console.log(`\n${counts.confirmed} confirmed, ${counts.refuted} refuted, ${counts['not asked']} not asked`);
  return counts.refuted > 0 ? 1 : 0;
}
