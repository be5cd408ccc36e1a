import { createServer } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../../local/listen-on-loopback.ts';
import { answerS3 } from '../../../../local/services/s3/answer-s3.ts';
import type { Bucket } from '../../../../local/services/s3/bucket.ts';
import { toMemoryStore } from '../../../../local/services/s3/memory-store.ts';

const Bucket = 'documents';

/** S3 with one empty bucket, and AWS's own client. */
async function start() {
  const bucket: Bucket = new Map();
  const server = createServer(answerS3(new Map([[Bucket, toMemoryStore(bucket)]])));
  const port = await listenOnLoopback(server, 0);
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true, maxAttempts: 1 });
  onTestFinished(() => {
    s3.destroy();
    server.closeAllConnections();
    server.close();
  });
  const put = (Key: string, Body = Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return { bucket, endpoint, port, s3, put };
}

const strange = [
  'a.md',
  'ja/はじめに.md',
  'vi/bắt đầu.md',
  'a & b <c> "d" \'e\'.md',
  'plus+percent%41#hash?.md',
  'up/../../etc/passwd',
  './here',
  '🎈.md',
  'line\nbreak\rtab\t.md',
  '__proto__',
];

test('what is put is found, read, listed and deleted under its own key, whatever characters it has', async () => {
  const { bucket, s3, put } = await start();
  for (const key of strange) await put(key);
  expect([...bucket.keys()]).toEqual(strange);
  for (const Key of strange) {
    const { Body, ETag, ContentLength } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe(Key);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ETag, ContentLength });
  }
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(new Set(Contents.map(({ Key }) => Key))).toEqual(new Set(strange));

  const [first = '', ...others] = strange;
  await s3.send(new DeleteObjectCommand({ Bucket, Key: first }));
  const Delete = { Objects: others.map((Key) => ({ Key })) };
  const { Deleted = [], Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }));
  expect([Deleted.map(({ Key }) => Key), Errors]).toEqual([others, []]);
  expect(bucket.size).toBe(0);
});

test('the ETag is the quoted MD5, however the client sends the bytes', async () => {
  const { s3, put, bucket } = await start();
  const ETag = '"5d41402abc4b2a76b9719d911017c592"';
  expect(await put('a', 'hello')).toMatchObject({ ETag });
  // Of a stream the client knows no checksum before: it sends chunks, and the checksum after them.
  const streamed = new PutObjectCommand({ Bucket, Key: 'b', Body: Readable.from(['hel', 'lo']), ContentLength: 5 });
  expect(await s3.send(streamed)).toMatchObject({ ETag });
  expect(Buffer.from(bucket.get('b')?.bytes ?? []).toString()).toBe('hello');
  const large = Buffer.alloc(5_000_000, 'x');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'c', Body: large, ContentType: 'text/plain' }));
  expect(bucket.get('c')).toMatchObject({ contentType: 'text/plain', bytes: { length: 5_000_000 } });
});

test('a list has the keys with a prefix, a page at a time, in the order of their bytes', async () => {
  const { s3, put } = await start();
  for (const key of ['x/b', 'x/ｂ', 'x/🎈', 'x/a', 'y/a', 'x/c']) await put(key);
  const pages: (string | undefined)[][] = [];
  const listed = paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix: 'x/' });
  for await (const { Contents = [] } of listed) pages.push(Contents.map(({ Key }) => Key));
  expect(pages).toEqual([['x/a', 'x/b'], ['x/c', 'x/ｂ'], ['x/🎈']]);
  expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'none' }))).KeyCount).toBe(0);
  const encoded = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'x/🎈', EncodingType: 'url' }));
  expect(encoded.Contents?.[0]?.Key).toBe('x/%F0%9F%8E%88');
});

test('what is wrong is refused with S3’s own errors', async () => {
  const { s3, put } = await start();
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({ name: 'NotFound' });
  await expect(s3.send(new ListObjectsV2Command({ Bucket: 'constructor' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
  const wrong = new ListObjectsV2Command({ Bucket, ContinuationToken: '?' });
  await expect(s3.send(wrong)).rejects.toMatchObject({ name: 'InvalidArgument' });
  await expect(s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }))).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  await expect(put('k'.repeat(1025))).rejects.toMatchObject({ name: 'KeyTooLongError' });
  const corrupt = new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ChecksumCRC32: 'AAAAAA==' });
  await expect(s3.send(corrupt)).rejects.toMatchObject({ name: 'BadDigest' });
  const none = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [] } });
  await expect(s3.send(none)).rejects.toMatchObject({ name: 'MalformedXML' });
});

test.each([
  ['no chunks', 'hello'],
  ['a cut chunk', 'ff\r\nhello'],
  ['no last chunk', '5\r\nhello\r\n'],
  ['another length', '5\r\nhello\r\n0\r\n\r\n'],
  ['a wrong checksum', '4\r\nhell\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'],
])('a body with %s is not stored', async (_name, body) => {
  const { endpoint, bucket } = await start();
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '4',
  };
  const response = await fetch(`${endpoint}/documents/a`, { method: 'PUT', headers, body });
  expect([response.status, bucket.size]).toEqual([400, 0]);
  expect(await response.text()).toMatch(/<Error><Code>(IncompleteBody|BadDigest)</);
});

test('a wrong path is refused, a body that is too large is read to its end and not kept', async () => {
  const { endpoint, port, bucket } = await start();
  expect((await fetch(`${endpoint}/documents/%E3%81`)).status).toBe(400);
  expect((await fetch(`${endpoint}/documents/a`, { method: 'PATCH' })).status).toBe(501);
  expect((await fetch(`${endpoint}/documents`, { method: 'DELETE' })).status).toBe(501);
  const tooLarge = await fetch(`${endpoint}/documents/a`, { method: 'PUT', body: Buffer.alloc(64 * 1024 * 1024 + 1) });
  expect([tooLarge.status, bucket.size]).toEqual([400, 0]);
  expect(await tooLarge.text()).toContain('EntityTooLarge');
  const socket = connect(port, '127.0.0.1');
  socket.end('PUT /documents/a HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\nconnection: close\r\n\r\nhal');
  await Promise.all([once(socket, 'close'), text(socket).catch(() => '')]);
  expect(bucket.size).toBe(0);
});
