import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { Bucket, codeIn, memory, presign, sendRaw, start } from './start.ts';

const Key = 'docs/a.txt';
const past = new Date('2026-01-01T00:00:00Z');
const future = new Date('2126-01-01T00:00:00Z');

describe.each([
  ['a folder', Bucket],
  ['memory', memory],
])('in %s', (_where, bucket) => {
  const place = { Bucket: bucket, Key };

  /** With one object of ten bytes. */
  async function startWithOne() {
    const started = await start();
    const put = new PutObjectCommand({ ...place, Body: '0123456789', ContentType: 'text/x-own' });
    const { ETag = '' } = await started.s3.send(put);
    return { ...started, ETag, read: (input: Partial<GetObjectCommandInput>) => read({ ...place, ...input }) };

    async function read(input: GetObjectCommandInput) {
      const { Body, ContentRange, ContentLength, $metadata } = await started.s3.send(new GetObjectCommand(input));
      return [$metadata.httpStatusCode, await Body?.transformToString(), ContentRange, ContentLength];
    }
  }

  test('an object has its type, length, date and ETag, whether it is read or only asked for', async () => {
    const { s3, ETag } = await startWithOne();
    const known = { ETag, ContentType: 'text/x-own', ContentLength: 10, AcceptRanges: 'bytes' };
    const read = await s3.send(new GetObjectCommand(place));
    expect(read).toMatchObject(known);
    expect(await read.Body?.transformToString()).toBe('0123456789');
    const asked = await s3.send(new HeadObjectCommand(place));
    expect(asked).toMatchObject(known);
    expect(Math.abs((asked.LastModified?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(asked.LastModified).toEqual(read.LastModified);
  });

  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ['bytes=9-99999999999999999999', '9', 'bytes 9-9/10'],
  ])('a part is read: %s', async (Range, text, range) => {
    const { s3, read } = await startWithOne();
    expect(await read({ Range })).toEqual([206, text, range, text.length]);
    const asked = await s3.send(new HeadObjectCommand({ ...place, Range }));
    expect([asked.$metadata.httpStatusCode, asked.ContentRange, asked.ContentLength]).toEqual([
      206,
      range,
      text.length,
    ]);
  });

  test.each(['bytes=0-1,3-4', 'bytes=5-2', 'bytes=-', 'bytes=a-b', 'items=0-1'])(
    'what is no single range is answered with everything: %s',
    async (Range) => {
      const { read } = await startWithOne();
      expect(await read({ Range })).toEqual([200, '0123456789', undefined, 10]);
    },
  );

  test.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('a range behind the end is refused: %s', async (Range) => {
    const { read, url, s3 } = await startWithOne();
    await expect(read({ Range })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
      RangeRequested: Range,
      ActualObjectSize: '10',
    });
    await expect(s3.send(new HeadObjectCommand({ ...place, Range }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 416 },
    });
    const head = await fetch(await presign(`${url}/${bucket}/${Key}`, { method: 'HEAD' }), {
      method: 'HEAD',
      headers: { range: Range },
    });
    expect([head.status, await head.text()]).toEqual([416, '']);
  });

  test('an empty object is read, and has no range', async () => {
    const { s3, read } = await startWithOne();
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'empty', Body: '' }));
    expect(await read({ Key: 'empty' })).toEqual([200, '', undefined, 0]);
    await expect(read({ Key: 'empty', Range: 'bytes=0-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  type Conditions = (etag: string) => Partial<GetObjectCommandInput>;
  test.each<[what: string, conditions: Conditions, status: number]>([
    ['the ETag that it has', (IfMatch) => ({ IfMatch }), 200],
    ['its ETag without quotes', (etag) => ({ IfMatch: etag.replaceAll('"', '') }), 200],
    ['any ETag', () => ({ IfMatch: '*' }), 200],
    ['another ETag', () => ({ IfMatch: '"other"' }), 412],
    ['none but its ETag', (IfNoneMatch) => ({ IfNoneMatch }), 304],
    ['none but others', () => ({ IfNoneMatch: '"other"' }), 200],
    ['no change since', () => ({ IfUnmodifiedSince: future }), 200],
    ['no change since it was put', () => ({ IfUnmodifiedSince: past }), 412],
    ['a change since', () => ({ IfModifiedSince: past }), 200],
    ['a change that was not', () => ({ IfModifiedSince: future }), 304],
    ['its ETag, which beats a change since', (IfMatch) => ({ IfMatch, IfUnmodifiedSince: past }), 200],
    ['another ETag, which beats no change', () => ({ IfMatch: '"other"', IfUnmodifiedSince: future }), 412],
    ['none but its ETag, which beats a change', (IfNoneMatch) => ({ IfNoneMatch, IfModifiedSince: past }), 304],
    ['none but others, which beats no change', () => ({ IfNoneMatch: '"x"', IfModifiedSince: future }), 200],
    ['a condition before a range', (IfNoneMatch) => ({ IfNoneMatch, Range: 'bytes=99-' }), 304],
  ])('a condition: %s', async (_what, conditions, status) => {
    const { s3, ETag } = await startWithOne();
    const input = { ...place, ...conditions(ETag) };
    const asked = [s3.send(new GetObjectCommand(input)), s3.send(new HeadObjectCommand(input))];
    const answered = await Promise.all(asked.map((answer) => answer.catch((error) => error)));
    expect(answered.map(({ $metadata }) => $metadata.httpStatusCode)).toEqual([status, status]);
  });

  test('a 304 has the ETag and no body; a 412 says which condition', async () => {
    const { url, ETag } = await startWithOne();
    const signed = await presign(`${url}/${bucket}/${Key}`);
    const unchanged = await fetch(signed, { headers: { 'if-none-match': ETag } });
    expect([unchanged.status, unchanged.headers.get('etag'), await unchanged.text()]).toEqual([304, ETag, '']);
    expect(unchanged.headers.get('last-modified')).not.toBeNull();
    const failed = await fetch(signed, { headers: { 'if-match': '"other"' } });
    expect([failed.status, await failed.text()]).toEqual([412, expect.stringContaining('<Condition>If-Match<')]);
  });

  test('one that must be new is stored once, however many put it at once', async () => {
    const { s3, read } = await startWithOne();
    const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'new', Body, IfNoneMatch: '*' }));
    const puts = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map(put));
    const stored = puts.flatMap(({ status }, at) => (status === 'fulfilled' ? ['abcde'.charAt(at)] : []));
    expect(stored).toHaveLength(1);
    for (const refused of puts.filter((result) => result.status === 'rejected'))
      expect(refused.reason).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
    expect((await read({ Key: 'new' }))[1]).toBe(stored[0]);
    await expect(put('again')).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('what is put again is another object', async () => {
    const { s3, read, ETag } = await startWithOne();
    const again = await s3.send(new PutObjectCommand({ ...place, Body: '9876543210' }));
    expect(again.ETag).not.toBe(ETag);
    expect(await read({ IfMatch: again.ETag })).toEqual([200, '9876543210', undefined, 10]);
    await expect(read({ IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('keys are listed in the order of their bytes, a page at a time', async () => {
    const { s3 } = await startWithOne();
    const keys = ['x/ b+.md', 'x/b', 'x/c/d', 'x/ｂ', 'x/🎈'];
    for (const key of keys.toReversed()) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: key }));
    const pages: unknown[] = [];
    const listed = paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket: bucket, Prefix: 'x/' });
    for await (const { Contents = [] } of listed) pages.push(Contents.map((object) => object.Key));
    expect(pages).toEqual([keys.slice(0, 2), keys.slice(2, 4), keys.slice(4)]);
    const after = new ListObjectsV2Command({ Bucket: bucket, Prefix: 'x/', StartAfter: 'x/b', EncodingType: 'url' });
    const { Contents = [] } = await s3.send(after);
    expect(Contents.map((object) => object.Key)).toEqual(['x/c/d', 'x/%EF%BD%82', 'x/%F0%9F%8E%88']);
    const first = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'x/ ', EncodingType: 'url' }));
    expect(first.Contents?.[0]?.Key).toBe('x/+b%2B.md');
    const { ETag } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'x/ b+.md' }));
    expect(first.Contents?.[0]).toMatchObject({ ETag, Size: 8, LastModified: expect.any(Date) });
    const none = await s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 0 }));
    expect([none.KeyCount, none.IsTruncated]).toEqual([0, false]);
  });

  test('what is deleted is gone, and deleting what is not there is no error', async () => {
    const { s3, read } = await startWithOne();
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'never' }));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'b', Body: 'b' }));
    await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: [{ Key: 'b' }, { Key: '../b' }] } }));
    await s3.send(new DeleteObjectCommand(place));
    await expect(read({})).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
    expect((await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents).toBeUndefined();
  });

  test.each([
    ['no length', { 'transfer-encoding': 'chunked' }, 411, 'MissingContentLength'],
    ['a condition that is not here', { 'content-length': '1', 'if-match': '"a"' }, 501, 'NotImplemented'],
    ['a copy', { 'content-length': '1', 'x-amz-copy-source': '/files/a' }, 501, 'NotImplemented'],
    [
      'another hash',
      { 'content-length': '1', 'x-amz-content-sha256': 'a'.repeat(64) },
      400,
      'XAmzContentSHA256Mismatch',
    ],
  ])('an upload with %s is refused, and stores nothing', async (_what, headers, status, code) => {
    const { url } = await start({ signedFor: undefined });
    const refused = await sendRaw(url, `/${bucket}/a`, { method: 'PUT', headers, body: 'x' });
    expect([refused.status, codeIn(refused.body)]).toEqual([status, code]);
    expect((await sendRaw(url, `/${bucket}/a`)).status).toBe(404);
  });

  test.each(['versionId=1', 'uploads', 'acl', 'partNumber=1', 'response-content-type=a'])(
    'what else S3 could do with an object is said not to be here: ?%s',
    async (query) => {
      const { url } = await start({ signedFor: undefined });
      const { status, body } = await sendRaw(url, `/${bucket}/${Key}?${query}`);
      expect([status, codeIn(body)]).toEqual([501, 'NotImplemented']);
    },
  );
});

test('an upload that breaks off leaves nothing', async () => {
  const { url, folder, close } = await start({ signedFor: undefined, files: { 'docs/a.txt': 'before' } });
  const port = Number(new URL(url).port);
  const socket = connect(port, '127.0.0.1');
  socket.write(`PUT /files/docs/new/a.txt HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 9\r\n\r\nhal`);
  await expect.poll(() => readdirSync(folder).length).toBe(2);
  socket.destroy();
  await expect.poll(() => readdirSync(folder)).toEqual(['docs']);
  const other = connect(port, '127.0.0.1');
  other.write(`PUT /files/docs/a.txt HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: 9\r\n\r\nhal`);
  await expect.poll(() => readdirSync(folder).length).toBe(2);
  // Also when the stage ends meanwhile.
  await close();
  expect([readdirSync(folder), readdirSync(path.join(folder, 'docs'))]).toEqual([['docs'], ['a.txt']]);
  expect(readFileSync(path.join(folder, 'docs/a.txt'), 'utf8')).toBe('before');
});

test('an upload that is larger than S3 takes is refused before anything of it is written', async () => {
  const { url, folder } = await start({ signedFor: undefined });
  const port = Number(new URL(url).port);
  const socket = connect(port, '127.0.0.1');
  const length = 5 * 1024 ** 3 + 1;
  socket.end(`PUT /files/a HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-length: ${length}\r\n\r\nx`);
  await once(socket.resume(), 'close');
  expect(readdirSync(folder)).toEqual([]);
});

test('a stream is written as it comes, and read from the folder by others', async () => {
  const { s3, folder } = await start();
  const chunks = Array.from({ length: 200 }, (_chunk, at) => Buffer.alloc(50_000, at));
  const Body = Readable.from(chunks);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a/b/large', Body, ContentLength: 10_000_000 }));
  expect(readFileSync(path.join(folder, 'a/b/large')).equals(Buffer.concat(chunks))).toBe(true);
});

test('the files of a folder are there as they are, with the types of their endings', async () => {
  const { s3, folder } = await start({
    prefix: 'shared/',
    files: { 'a.md': '# A', 'b/c.png': 'x', 'b/d': 'y', 'é.txt': 'é' },
  });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map((object) => object.Key)).toEqual(['shared/a.md', 'shared/b/c.png', 'shared/b/d', 'shared/é.txt']);
  const typeOf = async (key: string) => (await s3.send(new HeadObjectCommand({ Bucket, Key: key }))).ContentType;
  expect(await Promise.all(Contents.map((object) => typeOf(object.Key ?? '')))).toEqual([
    'text/markdown; charset=utf-8',
    'image/png',
    'application/octet-stream',
    'text/plain; charset=utf-8',
  ]);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'shared/a.md', Body: 'new', ContentType: 'text/x-own' }));
  expect(await typeOf('shared/a.md')).toBe('text/x-own');
  // Somebody else's file is not what was put.
  writeFileSync(path.join(folder, 'a.md'), 'another');
  expect(await typeOf('shared/a.md')).toBe('text/markdown; charset=utf-8');
  await expect(typeOf('a.md')).rejects.toMatchObject({ name: 'NotFound' });
  for (const [Prefix, count] of [
    ['shared/b', 2],
    ['sha', 4],
    ['shared/b/c.png', 1],
    ['shared/c', 0],
    ['other', 0],
  ] as const)
    expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix }))).KeyCount).toBe(count);
});

test('a folder that has gone has no objects, and says what it can’t do', async () => {
  const { s3, folder } = await start({ files: { 'a.md': 'A' } });
  rmSync(folder, { recursive: true });
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'b', Body: 'b' }))).rejects.toMatchObject({
    name: 'InternalError',
    message: expect.stringContaining('ENOENT'),
  });
});
