import { startClientStage } from './stage.ts';
import type { Client } from './client.ts';
import type { Check } from './check/check.ts';
import { printCheck } from './check/print-check.ts';
import { checkClient, type Place } from './check/check-client.ts';
import { install, type Installed } from './run/install.ts';

/** How it went with one client, or why it was not run. */
export type Result = { readonly client: Client } & (
  | { readonly checks: readonly Check[] }
  | { readonly skipped: string }
);

/** As many at a time: they mostly wait for themselves to start. */
const atOnce = 2;

/** Installs the clients and runs them against the local stage; prints a line for every check. */
export async function runClients(clients: readonly Client[]): Promise<readonly Result[]> {
  const installed = new Map<string, Installed>();
  for (const folder of new Set(clients.map((client) => client.folder))) {
    console.log(`Installing ${folder}`);
    installed.set(folder, await install(folder));
  }
  const stage = await startClientStage();
  try {
    const results: Result[] = [];
    const place = { url: stage.url.replace(/\/$/, ''), key: stage.apiKey ?? '', seen: stage.seen };
    const waiting = clients.values();
    const work = async () => {
      for (const client of waiting) {
        results.push(await runClient(client, installed.get(client.folder), place));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return results;
  } finally {
    await stage.close();
  }
}

async function runClient(
  client: Client,
  installed: Installed | undefined,
  place: Omit<Place, 'installed'>,
): Promise<Result> {
  if (!installed || 'reason' in installed) return skip(client, installed?.reason ?? 'it was not installed');
  try {
    return { client, checks: await checkClient(client, { ...place, installed: installed.folder }, printCheck) };
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return skip(client, `it does not start here: ${error.message}`);
    throw error;
  }
}

function skip(client: Client, skipped: string): Result {
  console.log(`skipped  ${client.name}: ${skipped}`);
  return { client, skipped };
}
