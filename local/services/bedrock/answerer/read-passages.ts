import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toPassages, type Passage } from './passages.ts';

/** The passages of a project's README.md and docs/, as far as these exist. */
export async function readPassages(projectFolder: string): Promise<readonly Passage[]> {
  const files = globSync(['README.md', 'docs/**/*.md'], { cwd: projectFolder });
  const read = async (file: string) => toPassages(file, await readFile(join(projectFolder, file), 'utf8'));
  return (await Promise.all(files.toSorted().map(read))).flat();
}
