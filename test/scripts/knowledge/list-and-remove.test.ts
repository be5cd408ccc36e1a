import { expect, test } from 'vitest';
import { list } from '../../../scripts/knowledge/list.ts';
import { remove } from '../../../scripts/knowledge/remove.ts';
import { fakeStore } from './fake-store.ts';

function filled(told: Parameters<typeof fakeStore>[0] = {}) {
  const fake = fakeStore(told);
  for (const key of ['a.md', 'ja/b.md', 'ja/c.md']) {
    fake.objects.set(key, Buffer.from('x'.repeat(1500)));
    fake.objects.set(`${key}.metadata.json`, Buffer.from('{}'));
  }
  return fake;
}

const run = ({ store, options }: ReturnType<typeof fakeStore>, paths: string[], isAll = false) =>
  remove(store, { paths, isAll, ...options });

test('documents are listed with their size, date and state, without their sidecars', async () => {
  const { store } = filled({ states: { 'a.md': { status: 'INDEXED' }, 'ja/b.md': { status: 'IN_PROGRESS' } } });
  expect(await list(store)).toEqual({
    isFailed: false,
    out: [
      'a.md         2 kB  2026-11-28 09:30  indexed',
      'ja/b.md      2 kB  2026-11-28 09:30  in progress',
      'ja/c.md      2 kB  2026-11-28 09:30  not indexed yet',
    ],
  });
});

test('a document that is amiss is listed with the reason', async () => {
  const { store } = filled({ states: { 'a.md': { status: 'FAILED', statusReason: 'no text in it' } } });
  const { out, isFailed } = await list(store);
  expect(out[0]).toMatch(/ {2}failed: no text in it$/);
  expect(isFailed).toBe(true);
});

test('where states are not to be known, none is told', async () => {
  const { store } = filled({ statesRefusal: Object.assign(new Error('no'), { name: 'AccessDeniedException' }) });
  expect((await list(store)).out[0]).toBe('a.md         2 kB  2026-11-28 09:30');
});

test('a list that fails for another reason is none', async () => {
  const { store } = filled({ statesRefusal: new Error('the region is down') });
  await expect(list(store)).rejects.toThrow('the region is down');
});

test('an empty bucket is told', async () => {
  expect((await list(fakeStore().store)).out).toEqual(['There are no documents yet: npm run knowledge -- sync']);
});

test('a document goes with its sidecar, and is not found any more', async () => {
  const fake = filled({ job: { statistics: { numberOfDocumentsDeleted: 1 } } });
  expect(await run(fake, ['a.md'])).toEqual({ out: ['Indexed: 1 deleted.'], isFailed: false });
  expect(fake.calls).toEqual(['delete a.md', 'delete a.md.metadata.json', 'ingest']);
});

test('a document that can’t be read any more is told, and is no reason to fail', async () => {
  const job = { statistics: { numberOfDocumentsDeleted: 1, numberOfDocumentsFailed: 1 } };
  const states = { 'ja/b.md': { status: 'FAILED', statusReason: 'no text in it' } } as const;
  expect(await run(filled({ job, states }), ['a.md'])).toEqual({
    out: ['Indexed: 1 deleted, 1 failed.', '  ja/b.md: failed: no text in it'],
    isFailed: false,
  });
  expect(await run(filled({ job: { ...job, status: 'FAILED' } }), ['a.md'])).toMatchObject({ isFailed: true });
});

test('a path with a slash at its end is all in that folder', async () => {
  const fake = filled();
  await run(fake, ['ja/', 'ja/b.md']);
  expect([...fake.objects.keys()]).toEqual(['a.md', 'a.md.metadata.json']);
});

test('--all empties the bucket, a sidecar without a document included', async () => {
  const fake = filled();
  fake.objects.set('lost.md.metadata.json', Buffer.from('{}'));
  await run(fake, [], true);
  expect(fake.objects.size).toBe(0);
  expect(fake.calls.at(-1)).toBe('ingest');
});

test.each([
  [['b.md'], false, 'there is no document b.md, and nothing was deleted: npm run knowledge -- list shows all'],
  [['a.md', 'vi/'], false, 'there is no document vi/, and nothing was deleted'],
  [['ja'], false, 'there is no document ja, and nothing was deleted: ja/ is all in that folder'],
  [[], false, 'remove needs the path of a document'],
  [['a.md'], true, 'send paths or --all, not both'],
])('refuses %j (all: %s)', async (paths, isAll, problem) => {
  const fake = filled();
  await expect(run(fake, paths, isAll)).rejects.toThrow(problem);
  expect(fake.calls).toEqual([]);
});
