import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from './client.ts';
import { packagesFolder } from './run/packages-folder.ts';

const head = '| | client | package | protocol | result | needs |\n|---|---|---|---|---|---|\n';
const [start, end] = ['<!-- npm run clients writes this -->\n', '<!-- to here -->\n'];

/** The result of every client's row, by the client's name. */
export function readResults(page: string): ReadonlyMap<string, string> {
  const rows = [...page.matchAll(/^\| `([^`]+)` \|(?:.*?(?<!\\)\|){3} (.*?) (?<!\\)\| [^|]*\|$/gm)];
  return new Map(rows.map(([, name = '', result = '']) => [name, result]));
}

/** The page with a row for each of the clients. One that has no result yet is told as not run. */
export function withTable(page: string, clients: readonly Client[], results: ReadonlyMap<string, string>): string {
  const [before, rest] = page.split(start);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/clients.md has no place for the table: add the lines ${start.trim()} and ${end.trim()}`);
  }
  const rows = clients.map((client) => toRow(client, results.get(client.name) ?? 'not run'));
  return `${before}${start}\n${head}${rows.join('')}\n${end}${after}`;
}

function toRow(client: Client, result: string): string {
  const { name, title, protocol, setting = '' } = client;
  const { id, version } = findPackage(client);
  const anchor = title
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
  return `| \`${name}\` | [${title}](#${anchor}) | ${id} ${version} | ${protocol} | ${result} | ${setting} |\n`;
}

interface Locked {
  /** Only of a package that has another name here. */
  readonly name?: string;
  readonly version: string;
}

/** What the lockfile installs. */
function findPackage({ folder, packageName }: Client): { readonly id: string; readonly version: string } {
  const file = path.join(packagesFolder, folder, 'package-lock.json');
  const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(readFileSync(file, 'utf8'));
  const locked = packages[`node_modules/${packageName}`];
  if (!locked) throw new Error(`${file} has no package ${packageName}: add it to the folder’s package.json`);
  return { id: locked.name ?? packageName, version: locked.version };
}
