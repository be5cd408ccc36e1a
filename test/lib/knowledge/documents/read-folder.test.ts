import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDocuments, type ReadOptions } from '../../../../lib/knowledge/documents/read-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-documents-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

async function read(options: ReadOptions = { isPerCaller: false }) {
  const { documents, refused } = await readDocuments(folder, options);
  const attributes = ({ sidecar }: (typeof documents)[number]) =>
    JSON.parse(new TextDecoder().decode(sidecar)).metadataAttributes;
  return { documents, refused, told: new Map(documents.map((document) => [document.key, attributes(document)])) };
}

test('a document is its path with forward slashes, its bytes, their MD5 and a title', async () => {
  await put({ 'budgets.md': 'Hello\n\n# Budgets for `all` [callers](x.md) #\n', 'ja/hajime.txt': 'はじめに' });
  const { documents, refused, told } = await read();
  expect(refused).toEqual([]);
  expect([...told]).toEqual([
    ['budgets.md', { title: 'Budgets for all callers' }],
    ['ja/hajime.txt', { title: 'hajime.txt' }],
  ]);
  const bytes = await documents[1]?.bytes();
  expect(new TextDecoder().decode(bytes)).toBe('はじめに');
  expect(documents[1]?.md5).toBe(createHash('md5').update('はじめに').digest('hex'));
});

test.each([
  ['a.md', '```\n# no\n```\n## Yes', 'Yes'],
  ['a.md', '---\nlayout: x\ntitle: "Costs"\n---\n# Other', 'Costs'],
  ['a.md', '---\nnever closed', 'a.md'],
  ['a.md', '#hash\n# ', 'a.md'],
  ['a.html', '<html><TITLE lang="en">Fish &amp; chips\n today</TITLE>', 'Fish & chips today'],
  ['a.html', '<title', 'a.html'],
  ['a.csv', 'title,b', 'a.csv'],
  ['a.md', `# a${'🎈'.repeat(300)}`, `a${'🎈'.repeat(99)}`],
])('the title of %s with %j', async (name, text, title) => {
  await put({ [name]: text });
  expect((await read()).told.get(name)).toEqual({ title });
});

test('a sidecar of the folder is kept, and its attributes win', async () => {
  await put({
    'a.md': '# A',
    'a.md.metadata.json': '{"metadataAttributes": {"title": "Mine", "year": 2026, "url": "https://example.com/a"}}',
  });
  const { told, refused } = await read();
  expect([...told]).toEqual([['a.md', { title: 'Mine', year: 2026, url: 'https://example.com/a' }]]);
  expect(refused).toEqual([]);
});

test('where each caller sees its own, the path says whose a document is, whatever a sidecar says', async () => {
  await put({
    'everyone/a.md': 'A',
    'everyone/a.md.metadata.json': '{"metadataAttributes": {"caller": "bob"}}',
    'callers/alice/notes/b.md': 'B',
    'callers/alice/notes/b.md.metadata.json': '{"metadataAttributes": {"caller": "everyone"}}',
    'c.md': 'C',
    'callers/d.md': 'D',
    // It would be everybody's.
    'callers/everyone/e.md': 'E',
  });
  const { told, refused } = await read({ isPerCaller: true });
  expect([...told].map(([key, { caller }]) => [key, caller])).toEqual([
    ['callers/alice/notes/b.md', 'alice'],
    ['everyone/a.md', 'everyone'],
  ]);
  expect(refused.map(({ key }) => key)).toEqual(['c.md', 'callers/d.md', 'callers/everyone/e.md']);
});

test('what no knowledge base takes is refused by name, and the rest is read', async () => {
  await put({
    'a.md': 'A',
    'b.exe': 'B',
    'c.json': '{}',
    'd.md': '',
    'e.md': 'E',
    'e.md.metadata.json': '[]',
    'f.md': 'F',
    'f.md.metadata.json': JSON.stringify({ metadataAttributes: { text: 'x'.repeat(11_000) } }),
    'g.md.metadata.json': '{"metadataAttributes": {}}',
    'h.pdf': 'H',
    '.hidden/i.md': 'I',
    '.DS_Store': 'J',
  });
  await truncate(path.join(folder, 'h.pdf'), 50 * 1024 * 1024 + 1);
  await symlink('/etc/hostname', path.join(folder, 'j.txt'));
  await symlink('nowhere', path.join(folder, 'k.txt'));
  await symlink('/etc', path.join(folder, 'l'));
  const { told, refused } = await read();
  expect([...told.keys()]).toEqual(['a.md']);
  expect(refused.map(({ key, reason }) => `${key}: ${reason}`)).toEqual([
    'b.exe: a knowledge base takes .txt, .md, .html, .csv, .pdf, .doc, .docx, .xls and .xlsx',
    'c.json: Bedrock reads no JSON: save it as .txt, or as .csv if it is a table',
    'd.md: it is empty',
    'e.md: its .metadata.json is not {"metadataAttributes": {…}}',
    expect.stringMatching(/^f\.md: its \.metadata\.json has 11\d{3} bytes: the limit is 1024$/),
    'g.md.metadata.json: there is no document beside it',
    'h.pdf: it is larger than 50 MB',
    'j.txt: it is a link, which is not followed',
    'k.txt: it is a link, which is not followed',
    'l: it is a link, which is not followed',
  ]);
});

test('a file that is no document is told from one that can’t be read, and from one that is in no place', async () => {
  await put({
    'everyone/a.exe': 'A',
    'everyone/b.json': '{}',
    'everyone/c.md': '',
    'everyone/d.md': 'D',
    'everyone/d.md.metadata.json': '[]',
    'everyone/e.md.metadata.json': '{}',
    'f.md': 'F',
    'g.exe': 'G',
  });
  await symlink('/etc/hostname', path.join(folder, 'everyone/h.txt'));
  await symlink('/etc/hostname', path.join(folder, 'i.txt'));
  const { refused } = await read({ isPerCaller: true });
  expect(Object.fromEntries(refused.map(({ key, kind }) => [key, kind]))).toEqual({
    'everyone/a.exe': 'no-document',
    'everyone/b.json': 'no-document',
    'everyone/c.md': 'empty',
    'everyone/d.md': 'unread',
    'everyone/e.md.metadata.json': 'unread',
    'everyone/h.txt': 'unread',
    'f.md': 'misplaced',
    'g.exe': 'no-document',
    'i.txt': 'misplaced',
  });
});

test('the local stage reads JSON', async () => {
  await put({ 'c.json': '{}' });
  expect([...(await read({ isPerCaller: false, takesJson: true })).told.keys()]).toEqual(['c.json']);
});

test('the folder itself may be a link, and names of macOS are read as everywhere', async () => {
  await put({ 'real/vie\u0302\u0323t.md': 'A' });
  await symlink(path.join(folder, 'real'), path.join(folder, 'link'));
  const { documents } = await readDocuments(path.join(folder, 'link'), { isPerCaller: false });
  expect(documents.map(({ key }) => key)).toEqual(['vi\u1ec7t.md']);
  await expect(readDocuments(path.join(folder, 'none'), { isPerCaller: false })).rejects.toThrow('ENOENT');
});
