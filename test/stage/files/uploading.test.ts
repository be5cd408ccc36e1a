import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFiles, type Opened, put, readError, readTarget, river } from '../../fixtures/files/open-files.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openFiles();
});
afterAll(() => opened.close());

const upload = async (body: object) =>
  readTarget(await opened.ask('files', { method: 'POST', body: JSON.stringify(body) }));

describe('an upload', () => {
  const asked = { key: 'up/new.txt', bytes: river.length, type: 'text/plain' };

  test('goes to S3, and is there', async () => {
    const target = await upload(asked);
    expect((await put(target, river)).status).toBe(200);
    expect(await readFile(path.join(opened.folder, 'up/new.txt'), 'utf8')).toBe(river);
    expect(await (await opened.ask('files/up/new.txt')).text()).toBe(river);
  });

  test('is of one new file: neither it nor another is overwritten, unless that is asked for', async () => {
    const own = { ...asked, key: 'up/once.txt' };
    const target = await upload(own);
    expect((await put(target, river)).status).toBe(200);
    expect((await put(target, river)).status).toBe(412);
    expect((await put(await upload({ ...own, replace: true }), 'B'.repeat(river.length))).status).toBe(200);
    expect(await (await opened.ask('files/up/once.txt')).text()).toMatch(/^B+$/);
  });

  test.each([
    ['another size', 'x', {}],
    ['another type', river, { 'content-type': 'text/html' }],
    ['no condition', river, { 'if-none-match': '"x"' }],
  ])('with %s is refused', async (_, body, headers) => {
    expect((await put(await upload({ ...asked, key: 'up/other.txt' }), body, headers)).status).toBe(403);
  });

  test('to another place is refused', async () => {
    const target = await upload({ ...asked, key: 'up/this.txt' });
    expect((await put({ ...target, url: target.url.replace('this.txt', 'that.txt') }, river)).status).toBe(403);
  });

  test.each([
    [{ ...asked, key: '../x' }, 'key'],
    [{ ...asked, key: 'a//b' }, 'key'],
    [{ ...asked, key: '' }, 'key'],
    [{ ...asked, key: 'a\uD800' }, 'key'],
    [{ ...asked, bytes: -1 }, 'bytes'],
    [{ ...asked, bytes: 100_000_001 }, 'bytes'],
    [{ ...asked, bytes: 1.5 }, 'bytes'],
    [{ ...asked, type: 'text' }, 'type'],
    [{ ...asked, type: 'text/plain\r\nx: y' }, 'type'],
    [{ ...asked, replace: 'yes' }, 'replace'],
    [{ ...asked, acl: 'public-read' }, 'acl'],
  ])('%j is refused by its field', async (body, field) => {
    const answer = await opened.ask('files', { method: 'POST', body: JSON.stringify(body) });
    expect([answer.status, (await readError(answer)).field]).toEqual([400, field]);
  });
});
