import path from 'node:path';
import type { Metafile } from 'esbuild';

type Output = Metafile['outputs'][string];

/** How much code an entry loads before its first request, in bytes. */
export function initBytes(metafile: Metafile, entry: string): number {
  return filesAtInit(metafile, entry).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The sources of that code. */
export function loadedAtInit(metafile: Metafile, entry: string): readonly string[] {
  return filesAtInit(metafile, entry).flatMap(({ inputs }) => Object.keys(inputs));
}

/** The entry and what it imports statically. */
function filesAtInit({ outputs }: Metafile, entry: string): readonly Output[] {
  const all = new Map(Object.entries(outputs));
  const open = [...all.keys()].filter((file) => path.basename(file) === entry);
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
