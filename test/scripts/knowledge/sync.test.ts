import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ConflictException,
  InternalServerException,
  ServiceQuotaExceededException,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-agent';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sync, toFolder } from '../../../scripts/knowledge/sync.ts';
import { fakeStore } from './fake-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-knowledge-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

const shared = { perCaller: false };
const run = ({ store, options }: ReturnType<typeof fakeStore>, knowledge = shared) =>
  sync(store, knowledge, { folder, takesJson: false, ...options });

test('new documents are uploaded with their sidecars, then indexed', async () => {
  await write({ 'a.md': '# A', 'ja/b.md': '# 予算' });
  const fake = fakeStore({ job: { statistics: { numberOfDocumentsScanned: 2, numberOfNewDocumentsIndexed: 2 } } });
  expect(await run(fake)).toEqual({ out: ['Indexed: 2 new.'], isFailed: false });
  expect([...fake.objects.keys()].toSorted()).toEqual([
    'a.md',
    'a.md.metadata.json',
    'ja/b.md',
    'ja/b.md.metadata.json',
  ]);
  expect(JSON.parse(Buffer.from(fake.objects.get('ja/b.md.metadata.json')!).toString())).toMatchObject({
    metadataAttributes: { title: '予算' },
  });
  expect(fake.calls.at(-1)).toBe('ingest');
  expect(fake.shown).toEqual([
    'files uploaded 1/4',
    'files uploaded 2/4',
    'files uploaded 3/4',
    'files uploaded 4/4',
    'documents scanned 0/2',
    'documents scanned 1/2',
    'documents scanned 2/2',
  ]);
});

test('what is there is not sent again, what has changed is, and what is gone from the folder is deleted', async () => {
  await write({ 'a.md': '# A', 'b.md': '# B', 'c.md': '# C' });
  const fake = fakeStore();
  await run(fake);
  fake.calls.length = 0;
  await write({ 'a.md': '# A\n\nmore' });
  await rm(path.join(folder, 'c.md'));
  await run(fake);
  expect(fake.calls).toEqual(['put a.md', 'delete c.md', 'delete c.md.metadata.json', 'ingest']);
});

test('a changed title alone changes the sidecar alone', async () => {
  await write({ 'a.txt': 'a', 'a.txt.metadata.json': '{"metadataAttributes":{"title":"One"}}' });
  const fake = fakeStore();
  await run(fake);
  fake.calls.length = 0;
  await write({ 'a.txt.metadata.json': '{"metadataAttributes":{"title":"Another"}}' });
  await run(fake);
  expect(fake.calls).toEqual(['put a.txt.metadata.json', 'ingest']);
});

test('a sync that was stopped goes on where it was, and is ingested though nothing is new', async () => {
  await write({ 'a.md': '# A', 'b.md': '# B' });
  const fake = fakeStore({ failsOnce: 'b.md' });
  await expect(run(fake)).rejects.toThrow('the network is gone');
  expect(fake.calls).not.toContain('ingest');
  fake.calls.length = 0;
  await run(fake);
  expect(fake.calls).not.toContain('put a.md');
  expect(fake.calls.at(-1)).toBe('ingest');
  fake.calls.length = 0;
  await run(fake);
  expect(fake.calls).toEqual(['ingest']);
  expect(fake.shown).toContain('All 2 documents are there already.');
});

const $metadata = {};
const conflict = new ConflictException({ message: 'a job runs', $metadata });
const quota = new ServiceQuotaExceededException({ message: 'five jobs run', $metadata });

test('an ingestion that runs is waited for, and another one is started', async () => {
  await write({ 'a.md': '# A' });
  const fake = fakeStore({ refusals: [conflict, conflict] });
  await run(fake);
  expect(fake.calls.slice(-3)).toEqual(['refused', 'refused', 'ingest']);
  const told = fake.shown.filter((line) => line.includes('this one waits'));
  expect(told).toEqual(['Another ingestion runs since 1970-01-01T00:00:00.000Z: this one waits for it.']);
});

test('a throttled start waits, too, and so does one that Bedrock fails at', async () => {
  await write({ 'a.md': '# A' });
  const refusals = [
    new ThrottlingException({ message: 'too often', $metadata }),
    new InternalServerException({ message: 'broken', $metadata }),
  ];
  const fake = fakeStore({ refusals });
  await run(fake);
  expect(fake.calls.slice(-3)).toEqual(['refused', 'refused', 'ingest']);
});

test('no document is ever there without what says who may find it', async () => {
  await write({ 'everyone/a.md': '# A', 'everyone/b.md': '# B' });
  const fake = fakeStore();
  await run(fake, { perCaller: true });
  const isSidecar = (call: string) => call.endsWith('.metadata.json');
  expect(fake.calls.slice(0, 4).map(isSidecar)).toEqual([true, true, false, false]);
  await rm(path.join(folder, 'everyone/a.md'));
  fake.calls.length = 0;
  await run(fake, { perCaller: true });
  expect(fake.calls).toEqual(['delete everyone/a.md', 'delete everyone/a.md.metadata.json', 'ingest']);
});

test('what can’t be read any more stays as it was, and is told', async () => {
  await write({ 'a.md': '# A', 'b.md': '# B' });
  const fake = fakeStore();
  await run(fake);
  await write({ 'b.md.metadata.json': '{"metadataAttributes": {},}' });
  fake.calls.length = 0;
  const { out, isFailed } = await run(fake);
  expect(fake.calls).toEqual(['ingest']);
  expect([out[1], isFailed]).toEqual([expect.stringMatching(/b\.md: left out, .*\. What is there of it stays$/), true]);
});

test('so is a quota of jobs', async () => {
  await write({ 'a.md': '# A' });
  const fake = fakeStore({ refusals: [quota] });
  await run(fake);
  expect(fake.calls.slice(-2)).toEqual(['refused', 'ingest']);
  expect(fake.shown.join()).toContain('Bedrock starts no other ingestion now (five jobs run): this one waits.');
});

test('any other refusal ends it, also after waiting', async () => {
  await write({ 'a.md': '# A' });
  const fake = fakeStore({ refusals: [conflict, new Error('you may not')] });
  await expect(run(fake)).rejects.toThrow('you may not');
});

test('an empty folder is refused, and so is one that is not there: nothing is deleted', async () => {
  const fake = fakeStore();
  fake.objects.set('a.md', Buffer.from('a'));
  await expect(run(fake)).rejects.toThrow(/has no documents: nothing was changed\. To delete all .* remove --all$/);
  await write({ 'picture.png': 'x' });
  await expect(run(fake)).rejects.toThrow(/picture\.png: left out, a knowledge base takes \.txt/);
  await rm(folder, { recursive: true });
  await expect(run(fake)).rejects.toThrow("can't be read: name another one with --folder");
  await mkdir(folder);
  expect(fake.calls).toEqual([]);
});

test('what a knowledge base does not take is told by name, and the rest is uploaded', async () => {
  await write({ 'a.md': '# A', 'picture.png': 'x', 'table.md': '' });
  const fake = fakeStore();
  const { out, isFailed } = await run(fake);
  expect(out).toEqual([
    'Indexed: nothing was new.',
    expect.stringMatching(/^ {2}picture\.png: left out, a knowledge.*\.xlsx$/),
    '  table.md: left out, it is empty. What is there of it stays',
  ]);
  expect(isFailed).toBe(false);
  expect(fake.calls).toContain('put a.md');
});

test('where JSON is read, as on the local stage, it is said that Bedrock reads none', async () => {
  await write({ 'a.md': '# A', 'b.json': '{}' });
  const fake = fakeStore();
  await sync(fake.store, shared, { folder, takesJson: true, ...fake.options });
  expect(fake.shown.filter((line) => line.includes('JSON'))).toEqual([
    'Bedrock reads no JSON: b.json is found here only.',
  ]);
  expect(fake.calls).toContain('put b.json');
});

test('where each caller sees its own, a document that does not say whose it is does not go up, and an old one goes', async () => {
  await write({ 'everyone/a.md': '# A', 'callers/k1/b.md': '# B', 'c.md': '# C' });
  const fake = fakeStore();
  fake.objects.set('c.md', Buffer.from('# C'));
  const { out, isFailed } = await run(fake, { perCaller: true });
  expect([...fake.objects.keys()].filter((key) => key.endsWith('.md')).toSorted()).toEqual([
    'callers/k1/b.md',
    'everyone/a.md',
  ]);
  expect(out[1]).toContain('c.md: left out, with perCaller');
  expect(isFailed).toBe(true);
});

test('what could not be indexed is told by document and reason', async () => {
  await write({ 'a.md': '# A', 'b.md': '# B' });
  const fake = fakeStore({
    job: {
      statistics: { numberOfDocumentsFailed: 2, numberOfNewDocumentsIndexed: 1 },
      failureReasons: ['["The file could not be read. [Files: s3://b/b.md]"]', 'The model was throttled'],
    },
    states: {
      'a.md': { status: 'IGNORED', statusReason: 'it is too\u001B[2J large' },
      'b.md': { status: 'FAILED' },
      'c.md': { status: 'INDEXED' },
    },
  });
  expect(await run(fake)).toEqual({
    isFailed: true,
    out: [
      'Indexed: 1 new, 2 failed.',
      '  a.md: ignored: it is too[2J large',
      '  b.md: failed: ["The file could not be read. [Files: s3://b/b.md]"]',
      '  The model was throttled',
    ],
  });
});

test('without a list of the documents, which not everybody may have, the reasons of the job are told', async () => {
  await write({ 'a.md': '# A' });
  const fake = fakeStore({
    job: { statistics: { numberOfDocumentsFailed: 1 }, failureReasons: ['a.md: it has no text'] },
    statesRefusal: Object.assign(new Error('you may not'), { name: 'AccessDeniedException' }),
  });
  expect(await run(fake)).toEqual({ isFailed: true, out: ['Indexed: 1 failed.', '  a.md: it has no text'] });
});

test('a job that fails is a failed sync', async () => {
  await write({ 'a.md': '# A' });
  const fake = fakeStore({ job: { status: 'FAILED', failureReasons: ['The role may not read the bucket'] } });
  expect(await run(fake)).toEqual({
    isFailed: true,
    out: ['The ingestion failed: nothing was new.', '  The role may not read the bucket'],
  });
});

test('the folder is the one of the setting, or the one that is named, from where the command was typed', () => {
  expect(toFolder(undefined, { name: 'docs', documents: 'knowledge/' }, '/home/a')).toMatch(/\/knowledge$/);
  expect(toFolder('manuals', { name: 'docs', documents: 'knowledge/' }, '/home/a')).toBe('/home/a/manuals');
  expect(() => toFolder(undefined, { name: 'docs' }, '/home/a')).toThrow('name a folder with --folder');
});
