import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hash, large, openFiles, type Opened, readError, readPage, river } from '../../fixtures/files/open-files.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openFiles();
});
afterAll(() => opened.close());

describe('a file', () => {
  test('comes whole, with what a client needs to check and to ask again', async () => {
    const answer = await opened.ask('files/notes/river.txt');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-length': String(river.length),
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': "inline; filename*=UTF-8''river.txt",
      'accept-ranges': 'bytes',
      etag: expect.stringMatching(/^".+"$/),
      'last-modified': expect.stringContaining('GMT'),
      'cache-control': 'private, no-cache, no-transform',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^sandbox/),
      'x-request-id': expect.any(String),
    });
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/content-range|etag/);
    expect(await answer.text()).toBe(river);
  });

  test('of more than 10 MB comes, byte for byte', async () => {
    const answer = await opened.ask('files/large.bin');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBe(large.length);
    expect(hash(bytes)).toBe(hash(large));
  });

  test('is named by any letters', async () => {
    expect(await (await opened.ask(`files/${encodeURIComponent('März 100%.txt')}`)).text()).toBe(river);
  });

  test('that a browser would run is saved', async () => {
    const { headers } = await opened.ask('files/page.html');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''page.html");
  });

  test('is told without its bytes', async () => {
    const answer = await opened.ask('files/large.bin', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe(String(large.length));
    expect(await answer.text()).toBe('');
  });

  test('is logged by its route, and not by its name', async () => {
    const { lines } = opened.stage;
    await opened.ask('files/notes/river.txt');
    await sleep(50);
    expect(lines.join('\n')).toContain('/files/{key+}');
    expect(lines.some((line) => line.includes('"protocol":"files"'))).toBe(true);
    expect(lines.some((line) => line.includes('"resourcePath":"/files/{key+}"'))).toBe(true);
    expect(lines.join('\n')).not.toContain('river');
  });
});

describe('a part of a file', () => {
  test.each([
    ['bytes=2-6', 'river', `bytes 2-6/${river.length}`],
    ['bytes=26-', 'begins.\n', `bytes 26-33/${river.length}`],
    ['bytes=-8', 'begins.\n', `bytes 26-33/${river.length}`],
    ['bytes=26-999', 'begins.\n', `bytes 26-33/${river.length}`],
  ])('%s is %j', async (range, text, contentRange) => {
    const answer = await opened.ask('files/notes/river.txt', { headers: { range } });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([
      206,
      contentRange,
      text,
    ]);
    expect(answer.headers.get('content-length')).toBe(String(text.length));
  });

  test.each(['bytes=0-1,4-5', 'bytes=9-3', 'lines=1-2'])('%s is answered with the whole', async (range) => {
    const answer = await opened.ask('files/notes/river.txt', { headers: { range } });
    expect([answer.status, await answer.text()]).toEqual([200, river]);
  });

  test('that is not there is refused, with the size', async () => {
    const answer = await opened.ask('files/notes/river.txt', { headers: { range: 'bytes=500-' } });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, `bytes */${river.length}`]);
    const { message } = await readError(answer);
    expect(message).toBe(`Range: the file has ${river.length} bytes, and none of them is in it`);
  });
});

describe('a file that the client has', () => {
  const etagOf = async () => (await opened.ask('files/notes/river.txt', { method: 'HEAD' })).headers.get('etag') ?? '';

  test('does not come again', async () => {
    const etag = await etagOf();
    const answer = await opened.ask('files/notes/river.txt', { headers: { 'if-none-match': etag } });
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, etag, '']);
  });

  test.each([
    [true, 206],
    [false, 200],
  ])('goes on where it was, if it is still the same: %s', async (isSame, status) => {
    const etag = isSame ? await etagOf() : '"another"';
    const answer = await opened.ask('files/notes/river.txt', { headers: { range: 'bytes=2-6', 'if-range': etag } });
    expect([answer.status, await answer.text()]).toEqual([status, isSame ? 'river' : river]);
  });

  test('is refused where it must be another one', async () => {
    const answer = await opened.ask('files/notes/river.txt', { headers: { 'if-match': '"another"' } });
    expect([answer.status, (await readError(answer)).kind]).toEqual([412, 'precondition-failed']);
    expect(answer.headers.get('x-should-retry')).toBe('false');
  });

  test.each(['"old"', 'old', 'e150', '*', 'yesterday'])(
    'is never put together of two states: If-Range %s',
    async (only) => {
      const answer = await opened.ask('files/notes/river.txt', { headers: { range: 'bytes=2-6', 'if-range': only } });
      expect([answer.status, await answer.text()]).toEqual([200, river]);
    },
  );
});

describe('a name that leads elsewhere', () => {
  test.each([
    '../package.json',
    '..%2Fpackage.json',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    'notes/..%2f..%2f..%2fetc%2fpasswd',
    'notes//river.txt',
    'notes%2F%2Friver.txt',
    'notes/%2e/river.txt%00',
    'notes/river.txt%00.png',
    '%2Fnotes/river.txt',
    'notes%5Criver.txt',
    'x'.repeat(1025),
    'notes',
    '.git/config',
    encodeURIComponent('März 100%.txt'.normalize('NFD')),
  ])('%s is not there', async (target) => {
    expect(await opened.askRaw(target)).toBe(404);
  });

  test('also with a slash at its end it is the file, as API Gateway has it, or none', async () => {
    expect([200, 404]).toContain(await opened.askRaw('notes/river.txt/'));
  });
});

describe('the list', () => {
  test('is in the order of keys, a page at a time', async () => {
    const first = await readPage(await opened.ask('files?limit=2'));
    expect(first.files.map(({ key }) => key)).toEqual(['März 100%.txt', 'large.bin']);
    const second = await readPage(await opened.ask(`files?limit=2&next=${encodeURIComponent(first.next ?? '')}`));
    expect(second.files).toMatchObject([
      { key: 'notes/river.txt', bytes: river.length, modifiedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      { key: 'page.html' },
    ]);
    expect(second.next).toBeUndefined();
  });

  test('has what begins so', async () => {
    const { files } = await readPage(await opened.ask('files?prefix=notes/'));
    expect(files.map(({ key }) => key)).toEqual(['notes/river.txt']);
  });

  test.each(['limit=0', 'limit=1001', 'limit=x', `prefix=${'x'.repeat(1025)}`])('refuses %s', async (query) => {
    expect((await opened.ask(`files?${query}`)).status).toBe(400);
  });
});
