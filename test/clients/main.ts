import { parseArgs } from 'node:util';
import type { Client } from './client.ts';
import { clients, findClients, quickFolder } from './clients.ts';

const helpText = `Runs programs and libraries that people use against the local stage: each lets a model write a file with a tool of
its own, asks a second question about the first, meets an error, and meets an answer that breaks off.
Installs what it runs in dist/clients, and writes the table in docs/clients.md.
Fails if a client does not work that works by docs/clients.md.

  npm run clients -- [options] [NAME…]

  NAME     a client, or the first part of its name; all if none is named
  --quick  only the libraries that one package installs; docs/clients.md stays as it is
  --list   print the names
  --help   print this help`;

// Ends by exit(), which ends the clients that are running, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) console.log(helpText);
  else if (values.list) console.log(clients.map(({ name }) => name).join('\n'));
  else await run(chooseClients(values.quick, positionals), !values.quick);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function chooseClients(isQuick: boolean, names: readonly string[]): readonly Client[] {
  const named = names.length > 0 ? findClients(names) : clients;
  return isQuick ? named.filter(({ folder }) => folder === quickFolder) : named;
}

async function run(chosen: readonly Client[], isWritten: boolean): Promise<void> {
  // They start a stage, whose parts take a second to load.
  const { runClients } = await import('./run-clients.ts');
  const { compareWithDocs } = await import('./update-docs.ts');
  const worse = compareWithDocs(await runClients(chosen), isWritten);
  if (worse.length === 0) return;
  console.error(`By docs/clients.md these work, and now they do not: ${worse.join(', ')}`);
  process.exitCode = 1;
}
