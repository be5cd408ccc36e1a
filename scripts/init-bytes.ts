import path from 'node:path';
import type { Metafile } from 'esbuild';

/** How much code an entry loads before its first request, in bytes: itself and what it imports statically. */
export function initBytes({ outputs }: Metafile, entry: string): number {
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
  return [...loaded].reduce((sum, file) => sum + (all.get(file)?.bytes ?? 0), 0);
}
