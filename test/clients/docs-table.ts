import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from './client.ts';
import { toAnchor } from '../docs/markdown.ts';
import { packagesFolder } from './run/packages-folder.ts';

const head = '| name | client | version | protocol | result | needs |\n|---|---|---|---|---|---|\n';
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
  const { name, title, folder, protocol, setting = '' } = client;
  const versions = client.packages.map((each) => findVersion(folder, each)).join(', ');
  return `| \`${name}\` | [${title}](#${toAnchor(title)}) | ${versions} | ${protocol} | ${result} | ${setting} |
`;
}

interface Locked {
  /** Only of a package that has another name here. */
  readonly name?: string;
  readonly version: string;
}

/** What the lockfile installs. */
function findVersion(folder: string, packageName: string): string {
  const file = path.join(packagesFolder, folder, 'package-lock.json');
  const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(readFileSync(file, 'utf8'));
  const locked = packages[`node_modules/${packageName}`];
  if (!locked) throw new Error(`${file} has no package ${packageName}: add it to the folder’s package.json`);
  return `${locked.name ?? packageName} ${locked.version}`;
}
