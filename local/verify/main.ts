import { parseArgs } from 'node:util';
import { verify } from './verify.ts';

const usage = `Asks a deployment what the local stage believes about AWS. It costs about a thousand tokens.

  npm run verify -- URL [KEY]

  URL   as the stack's outputs print it, with the stage: https://….amazonaws.com/dev/
  KEY   the API key; left out when access is open`;

const { positionals } = parseArgs({ allowPositionals: true });
const [url, apiKey] = positionals;
if (url === undefined || !URL.canParse(url)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  process.exitCode = await report({ url: url.endsWith('/') ? url : `${url}/`, apiKey });
}

/** @returns 1 when a belief is refuted: the local stage is wrong there, and docs/local-stage.md says how to tell us */
async function report(target: { readonly url: string; readonly apiKey: string | undefined }): Promise<number> {
  const counts = { confirmed: 0, refuted: 0, 'not asked': 0 };
  for await (const { belief, verdict, seen } of verify(target)) {
    counts[verdict] += 1;
    console.log(`${verdict.padEnd(9)}  ${belief.id}: ${belief.claim}${seen === '' ? '' : ` (${seen})`}`);
  }
  console.log(`\n${counts.confirmed} confirmed, ${counts.refuted} refuted, ${counts['not asked']} not asked`);
  return counts.refuted > 0 ? 1 : 0;
}
