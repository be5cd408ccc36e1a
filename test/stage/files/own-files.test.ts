import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFiles, type Opened, put, readError, readPage, readTarget } from '../../fixtures/files/open-files.ts';

describe('where each caller has files of its own', () => {
  let own: Opened;
  let id = '';
  beforeAll(async () => {
    own = await openFiles({
      files: { bucket: 'create', prefix: 'public/', perCaller: true, upload: { types: ['text/*'] } },
    });
    ({ id } = JSON.parse(await (await own.ask('me')).text()));
    for (const [name, text] of [
      [`callers/${id}/a.txt`, 'mine'],
      ['callers/mallory/a.txt', 'theirs'],
      ['everyone/a.txt', 'everyone’s'],
    ] as const) {
      const file = path.join(own.folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  });
  afterAll(() => own.close());

  test('it reads these, and what everyone may read', async () => {
    expect(await (await own.ask('files/mine/a.txt')).text()).toBe('mine');
    expect(await (await own.ask('files/everyone/a.txt')).text()).toBe('everyone’s');
  });

  test.each([
    'callers/mallory/a.txt',
    'mine/..%2fmallory%2fa.txt',
    'mine/../mallory/a.txt',
    'everyone/..%2fcallers%2fmallory%2fa.txt',
    'public/callers/mallory/a.txt',
    'notes/river.txt',
    'mine',
  ])('and no other: %s is not there', async (target) => {
    expect(await own.askRaw(target)).toBe(404);
  });

  test('its list has both, and nothing of others, a page at a time', async () => {
    const keys = async (query: string) => {
      const { files, next } = await readPage(await own.ask(`files?${query}`));
      return { keys: files.map(({ key }) => key), next };
    };
    expect(await keys('')).toEqual({ keys: ['everyone/a.txt', 'mine/a.txt'], next: undefined });
    expect(await keys('limit=1')).toEqual({ keys: ['everyone/a.txt'], next: 'everyone/a.txt' });
    expect(await keys('limit=1&next=everyone/a.txt')).toEqual({ keys: ['mine/a.txt'], next: undefined });
    expect((await keys('prefix=mine/')).keys).toEqual(['mine/a.txt']);
    expect((await keys('prefix=callers/')).keys).toEqual([]);
    expect((await keys('prefix=mine/../mallory')).keys).toEqual([]);
  });

  test('it puts files among its own alone, of the types of the settings', async () => {
    const body = JSON.stringify({ key: 'mine/up.txt', bytes: 4, type: 'text/plain' });
    const target = await readTarget(await own.ask('files', { method: 'POST', body }));
    expect((await put(target, 'mine')).status).toBe(200);
    expect(await stat(path.join(own.folder, `callers/${id}/up.txt`))).toBeTruthy();
    for (const [wrong, field] of [
      [{ key: 'everyone/up.txt', bytes: 4, type: 'text/plain' }, 'key'],
      [{ key: 'up.txt', bytes: 4, type: 'text/plain' }, 'key'],
      [{ key: 'mine/up.png', bytes: 4, type: 'image/png' }, 'type'],
    ] as const) {
      const answer = await own.ask('files', { method: 'POST', body: JSON.stringify(wrong) });
      expect([answer.status, (await readError(answer)).field]).toEqual([400, field]);
    }
  });
});
