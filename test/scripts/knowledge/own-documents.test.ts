import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDocuments } from '../../../lib/knowledge/documents/read-folder.ts';
import { root } from '../../../scripts/build-options.ts';
import { placeOwnDocuments } from '../../../scripts/knowledge/own-documents.ts';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'rivulet-own-'));
  await mkdir(path.join(project, 'docs/decisions'), { recursive: true });
  for (const file of ['README.md', 'docs/budgets.md', 'docs/decisions/0001-one.md', 'docs/chart.svg'])
    await writeFile(path.join(project, file), `# ${file}`);
});
afterEach(() => rm(project, { recursive: true }));

const placed = () => readdir(path.join(project, 'knowledge/rivulet'));

test('README.md and the pages of docs/ are documents, decisions and pictures are not', async () => {
  await mkdir(path.join(project, 'knowledge'));
  await placeOwnDocuments(project);
  expect((await placed()).toSorted()).toEqual(['README.md', 'budgets.md']);
  const { documents, refused } = await readDocuments(path.join(project, 'knowledge'), { isPerCaller: false });
  expect(documents.map(({ key }) => key)).toEqual(['rivulet/README.md', 'rivulet/budgets.md']);
  expect(refused).toEqual([]);
});

test('a page that has changed is copied again, one that is gone goes, and one that is the same is not touched', async () => {
  await mkdir(path.join(project, 'knowledge'));
  await placeOwnDocuments(project);
  const readme = path.join(project, 'knowledge/rivulet/README.md');
  const { mtimeMs } = await stat(readme);
  await rm(path.join(project, 'docs/budgets.md'));
  await writeFile(path.join(project, 'docs/access.md'), '# Access');
  await placeOwnDocuments(project);
  expect((await placed()).toSorted()).toEqual(['README.md', 'access.md']);
  expect((await stat(readme)).mtimeMs).toBe(mtimeMs);
  await writeFile(path.join(project, 'README.md'), '# Another');
  await placeOwnDocuments(project);
  expect(await readFile(readme, 'utf8')).toBe('# Another');
});

test('who has deleted the folder knowledge has none of them', async () => {
  await placeOwnDocuments(project);
  await expect(readdir(path.join(project, 'knowledge'))).rejects.toThrow('ENOENT');
});

test('git ignores them: nothing shows there, whether they are deleted or made', async () => {
  const ignored = await readFile(path.join(root, '.gitignore'), 'utf8');
  expect(ignored.split('\n')).toContain('knowledge/rivulet/');
});
