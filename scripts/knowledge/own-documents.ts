import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../build-options.ts';

/**
 * Copies README.md and docs/*.md to knowledge/rivulet, which git ignores: the local stage answers questions about this project to begin with.
 * Whoever has documents of their own names another folder in the settings, and may delete knowledge/. Copies, since decisions and pictures are no
 * documents, and since not every system lets anyone make links.
 */
export async function placeOwnDocuments(project = root): Promise<void> {
  const examples = path.join(project, 'knowledge');
  if (!existsSync(examples)) return;
  const folder = path.join(examples, 'rivulet');
  await mkdir(folder, { recursive: true });
  const placed = await readdir(folder);
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
  await copyFile(from, to);
}
