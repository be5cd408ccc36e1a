import path from 'node:path';
import type { Metafile } from 'esbuild';

type Output = Metafile['outputs'][string];

/** How much code entries load before their first request, in bytes. What several load counts once. */
export function initBytes(metafile: Metafile, ...entries: readonly string[]): number {
  return filesAtInit(metafile, entries).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The sources of that code. */
export function loadedAtInit(metafile: Metafile, entry: string): readonly string[] {
  return filesAtInit(metafile, [entry]).flatMap(({ inputs }) => Object.keys(inputs));
}

/** The entries and what they import statically. */
function filesAtInit({ outputs }: Metafile, entries: readonly string[]): readonly Output[] {
  const all = new Map(Object.entries(outputs));
  const open = [...all.keys()].filter((file) => entries.includes(path.basename(file)));
  const loaded = new Set(open);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const { path: imported, kind } of all.get(file)?.imports ?? []) {
      if (kind !== 'import-statement' || loaded.has(imported) || !all.has(imported)) continue;
      loaded.add(imported);
      open.push(imported);
    }
  }
  return [...loaded].flatMap((file) => all.get(file) ?? []);
}
