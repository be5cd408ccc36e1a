import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../build-options.ts';

/**
 * Copies README.md and docs/*.md to knowledge/rivulet, if that folder is there: the local stage answers questions about this project to begin
 * with. Whoever has documents of their own deletes the folder. Copies, since decisions and pictures are no documents, and since not every
 * system lets anyone make links.
 */
export async function placeOwnDocuments(project = root): Promise<void> {
  const folder = path.join(project, 'knowledge/rivulet');
  const placed = await readdir(folder).catch(() => undefined);
  if (!placed) return;
  const docs = (await readdir(path.join(project, 'docs'))).map((name) => path.join('docs', name));
  const wanted = new Map(
    ['README.md', ...docs].filter((file) => file.endsWith('.md')).map((file) => [path.basename(file), file]),
  );
  await Promise.all([...wanted].map(([name, file]) => copyChanged(path.join(project, file), path.join(folder, name))));
  const stale = placed.filter((name) => name.endsWith('.md') && !wanted.has(name));
  await Promise.all(stale.map((name) => rm(path.join(folder, name), { force: true })));
}

/** Two builds at once must not take a document away from whoever reads it just then. */
async function copyChanged(from: string, to: string): Promise<void> {
  const [now, before] = await Promise.all([readFile(from), readFile(to).catch(() => undefined)]);
  if (before?.equals(now)) return;
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(from, to);
}
