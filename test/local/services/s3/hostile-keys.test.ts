import { once } from 'node:events';
import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import * as path from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { openFolderBucket } from '../../../../local/services/s3/folder/folder-bucket.ts';
import { Bucket, codeIn, newFolder, sendRaw, start } from './start.ts';

const secret = 'what is beside the folder';

/** A folder with names that are out of sight, and another one beside it. */
async function startInside() {
  const started = await start({ files: { 'a.md': 'A', 'b/c.md': 'C', '.env': secret, '.git/config': secret } });
  const outside = newFolder({ 'secret.md': secret, 'deep/secret.md': secret });
  return { ...started, outside };
}

test.each([
  ['a step up', '../a.md'],
  ['a step up and back', 'b/../a.md'],
  ['a step up, once more', 'b/../../etc/passwd'],
  ['where it is', './a.md'],
  ['a path of its own', '/etc/passwd'],
  ['a slash at its end', 'b/c.md/'],
  ['two slashes', 'b//c.md'],
  ['a NUL', 'a.md\0'],
  ['a NUL behind its ending', 'a.md\0.png'],
  ['a name that is out of sight', '.env'],
  ['a folder that is out of sight', '.git/config'],
  ['a name that no file can have', 'n'.repeat(256)],
])('a key with %s is no file: not found, not written, not listed', async (_what, Key) => {
  const { s3, folder } = await startInside();
  const before = readdirSync(folder, { recursive: true });
  await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
  await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: expect.stringContaining('can’t be one below its folder'),
  });
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map((object) => object.Key)).toEqual(['a.md', 'b/c.md']);
});

test.each([
  ['/files/../files/a.md', 404, 'NoSuchKey'],
  ['/files/b/../a.md', 404, 'NoSuchKey'],
  ['/files/%2e%2e%2fa.md', 404, 'NoSuchKey'],
  ['/files/b%2f..%2fa.md', 404, 'NoSuchKey'],
  ['/files/%252e%252e%252fa.md', 404, 'NoSuchKey'],
  ['/files/..%5ca.md', 404, 'NoSuchKey'],
  ['/files/%c0%ae%c0%ae/a.md', 400, 'InvalidURI'],
  ['/files/a.md%00', 404, 'NoSuchKey'],
  ['/files//a.md', 404, 'NoSuchKey'],
  ['/files/b%2Fc.md', 200, undefined],
  ['//files/a.md', 404, 'NoSuchBucket'],
  ['http://127.0.0.1/files/a.md', 404, 'NoSuchBucket'],
])('a path is read as it is written: %s', async (written, status, code) => {
  const { url } = await start({ signedFor: undefined, files: { 'a.md': 'A', 'b/c.md': 'C' } });
  const answered = await sendRaw(url, written);
  expect([answered.status, codeIn(answered.body)]).toEqual([status, code]);
});

test('no symbolic link below the folder is followed, in no way', async () => {
  const { s3, folder, outside } = await startInside();
  symlinkSync(path.join(outside, 'secret.md'), path.join(folder, 'file.md'));
  symlinkSync(outside, path.join(folder, 'folder'));
  symlinkSync('b', path.join(folder, 'inside'));
  symlinkSync('nowhere', path.join(folder, 'dangling'));
  for (const Key of ['file.md', 'folder/secret.md', 'folder/deep/secret.md', 'inside/c.md', 'dangling']) {
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
  const made = new PutObjectCommand({ Bucket, Key: 'folder/made/a.md', Body: 'x' });
  await expect(s3.send(made)).rejects.toMatchObject({ name: 'InvalidArgument' });
  const dangling = new PutObjectCommand({ Bucket, Key: 'dangling/a.md', Body: 'x' });
  await expect(s3.send(dangling)).rejects.toMatchObject({ name: 'InvalidArgument' });
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(2);
  expect(readdirSync(outside).toSorted()).toEqual(['deep', 'secret.md']);
  expect(readFileSync(path.join(outside, 'secret.md'), 'utf8')).toBe(secret);
  expect(readdirSync(folder).toSorted()).toEqual([
    '.env',
    '.git',
    'a.md',
    'b',
    'dangling',
    'file.md',
    'folder',
    'inside',
  ]);
});

test('a file is not a folder, a folder is not a file, and what is neither is not there', async () => {
  const { s3, folder } = await startInside();
  mkdirSync(path.join(folder, 'empty'));
  const socket = createServer().listen(path.join(folder, 'socket'));
  onTestFinished(() => void socket.close());
  await once(socket, 'listening');
  for (const Key of ['b', 'empty', 'socket', 'a.md/below'])
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  for (const Key of ['b', 'socket', 'a.md/below', 'a.md/far/below'])
    await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  linkSync(path.join(folder, 'a.md'), path.join(folder, 'also-a.md'));
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(3);
});

test('a key has up to 1,024 bytes', async () => {
  const { s3 } = await start();
  const longest = `${'é'.repeat(100)}/`.repeat(5) + 'k'.repeat(19);
  expect(Buffer.byteLength(longest)).toBe(1024);
  await s3.send(new PutObjectCommand({ Bucket, Key: longest, Body: 'x' }));
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key: longest }))).ContentLength).toBe(1);
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.[0]?.Key).toBe(longest);
  for (const command of [
    new PutObjectCommand({ Bucket, Key: `${longest}k`, Body: 'x' }),
    new PutObjectCommand({ Bucket, Key: `${longest}k`, Body: '', IfNoneMatch: '*' }),
  ])
    await expect(s3.send(command)).rejects.toMatchObject({ name: 'KeyTooLongError' });
});

test('letters count as they are written: in another form of Unicode or case it is another key', async () => {
  const { s3, folder } = await start();
  const [composed, decomposed] = ['caf\u00E9.md', 'cafe\u0301.md'];
  writeFileSync(path.join(folder, composed), 'x');
  for (const Key of [decomposed, composed.toUpperCase(), 'café.md '])
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key: composed }))).ContentLength).toBe(1);
  expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'cafe\u0301' }))).KeyCount).toBe(0);
});

test('a file whose name is no UTF-8 is left out', async () => {
  const { s3, folder } = await start({ files: { 'a.md': 'A' } });
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff, 0xfe])]), 'x');
  const { Contents = [], KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect([Contents.map((object) => object.Key), KeyCount]).toEqual([['a.md'], 1]);
});

test('the folder itself may be a symbolic link', async () => {
  const folder = newFolder({ 'docs/a.md': 'A' });
  symlinkSync('docs', path.join(folder, 'link'));
  const bucket = await openFolderBucket({ folder: path.join(folder, 'link'), prefix: '' });
  expect(await bucket.keys('')).toEqual(['a.md']);
  expect((await bucket.find('a.md'))?.size).toBe(1);
});
