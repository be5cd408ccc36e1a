import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { isName } from './names.ts';

/** The keys of the files below a folder that begin with `prefix`. Symbolic links are none. */
export async function* listFiles(folder: string, prefix: string, above = ''): AsyncGenerator<string> {
  // A folder that has gone, or that nobody may look into, has no files.
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const key = above + entry.name;
    if (!isName(entry.name)) continue;
    if (entry.isFile() && key.startsWith(prefix)) yield key;
    if (entry.isDirectory() && mayLeadTo(`${key}/`, prefix))
      yield* listFiles(path.join(folder, entry.name), prefix, `${key}/`);
  }
}

function mayLeadTo(above: string, prefix: string): boolean {
  return above.startsWith(prefix) || prefix.startsWith(above);
}
