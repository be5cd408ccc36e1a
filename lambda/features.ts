import type { Bedrock } from './bedrock/client.ts';
import type { Budgets } from './budgets/budgets.ts';
import type { Cancel } from './cancel/cancel.ts';
import type { Config } from './config.ts';
import type { Days } from './days/days.ts';
import type { ServedFiles } from './protocols/files/act.ts';
import type { Kept } from './protocols/kept.ts';
import type { Wrapper } from './source.ts';
import type { Table } from './table/table.ts';

/** What a deployment does besides answering. What it leaves out is missing here, and never loaded. */
export interface Features {
  readonly budgets?: Budgets;
  readonly cancel?: Cancel;
  readonly kept?: Kept;
  readonly files?: ServedFiles;
  readonly days?: Days;
  readonly readLive?: Table['peek'];
  /** Asks the table for an item that nobody has: what the first request would otherwise wait for. */
  readonly askTable?: () => Promise<unknown>;
}

/** A feature's row is its line here, imported only where the config names it. */
export async function openFeatures(config: Config, bedrock: Bedrock): Promise<Features> {
  const { files } = config;
  return {
    ...(await openTableFeatures(config, bedrock)),
    ...(files && { files: (await import('./protocols/files/act.ts')).serveFiles(bedrock.client, config) }),
  };
}

async function openTableFeatures(config: Config, bedrock: Bedrock): Promise<Features> {
  const { table: at, plans, isCancellable, conversations, countsUsage, deployment } = config;
  const hasBudgets = Object.values(plans).some(({ budget }) => budget !== undefined);
  // How the keys begin that the function may read.
  const uses = [
    hasBudgets && 'budget#',
    isCancellable && 'answer#',
    conversations && 'conversation#',
    countsUsage && 'usage#',
    deployment !== undefined && 'live#',
  ].find(Boolean);
  if (!uses) return {};
  if (!at) throw new Error('RIVULET_TABLE names no table: deploy the stack again');
  const table = (await import('./table/open-table.ts')).openTable(bedrock, at);
  return {
    askTable: () => table.peek({ pk: uses, sk: 'prewarm' }),
    ...(deployment !== undefined && { readLive: table.peek }),
    ...(hasBudgets && { budgets: (await import('./budgets/budgets.ts')).openBudgets(table, config) }),
    ...(isCancellable && { cancel: (await import('./cancel/cancel.ts')).openCancel(table, config) }),
    ...(countsUsage && { days: (await import('./days/days.ts')).openDays(table, config) }),
    ...(conversations && { kept: (await import('./protocols/kept.ts')).openKept(table, { ...config, conversations }) }),
  };
}

/** What stands around every answer, the outermost first. Its limits of time are innermost: environment.ts has them with the sources. */
export function wrappersOf({ kept, budgets, cancel }: Features): readonly Wrapper[] {
  return [kept?.wrapper, budgets?.wrapper, cancel?.wrapper].filter((wrapper) => wrapper !== undefined);
}
