import { once } from 'node:events';
import { appendFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import * as path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { openFolderBucket } from '../../../../local/services/s3/folder/folder-bucket.ts';
import { heldMb } from '../../../fixtures/held-mb.ts';
import { Bucket, newFolder, start } from './start.ts';

const largeBytes = 200_000_000;

/** A sparse file: its length, without its bytes on the disk. */
async function startWithLarge() {
  const started = await start({ signedFor: undefined, files: { large: '' } });
  const file = path.join(started.folder, 'large');
  truncateSync(file, largeBytes);
  return { ...started, file };
}

/** Begins to read, and takes no more than what has come. */
async function begin(url: string): Promise<IncomingMessage> {
  const [response] = await once(get(`${url}/${Bucket}/large`), 'response');
  response.pause();
  return response;
}

/** The files of this process that are open. */
async function openFiles(folder: string): Promise<number> {
  const targets = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  return targets.filter((target) => target.startsWith(folder)).length;
}

test.each<[what: string, change: (file: string) => void]>([
  ['grows', (file) => appendFileSync(file, 'x')],
  ['shrinks', (file) => truncateSync(file, 100_000_000)],
  ['is written to in its place', (file) => utimesSync(file, new Date(), new Date())],
  [
    'is replaced by one of the same length and date',
    (file) => {
      writeFileSync(`${file}.new`, '');
      truncateSync(`${file}.new`, largeBytes);
      renameSync(`${file}.new`, file);
    },
  ],
  ['is deleted', (file) => rmSync(file)],
])('a file that %s while it is read is cut: it never looks whole', async (_what, change) => {
  const { url, file } = await startWithLarge();
  const response = await begin(url);
  expect([response.statusCode, response.headers['content-length']]).toEqual([200, String(largeBytes)]);
  change(file);
  await expect(buffer(response)).rejects.toThrow('aborted');
});

test('a file that changes at the very end is cut before its last bytes', async () => {
  const folder = newFolder({ two: 'x'.repeat(100_000), one: 'x' });
  const bucket = await openFolderBucket({ folder, prefix: '' });
  const [two, one] = [await bucket.find('two'), await bucket.find('one')];
  const chunks = two!.read(0, 99_999)[Symbol.asyncIterator]();
  expect((await chunks.next()).value.length).toBeLessThan(100_000);
  for (const name of ['two', 'one']) appendFileSync(path.join(folder, name), 'x');
  await expect(chunks.next()).rejects.toThrow('two has changed while it was read');
  await expect(buffer(one!.read(0, 0))).rejects.toThrow('one has changed while it was read');
});

test('who reads slowly holds no memory, and who leaves closes the file', async () => {
  const { url, folder } = await startWithLarge();
  const before = heldMb();
  const responses = await Promise.all([begin(url), begin(url), begin(url)]);
  for (const response of responses) {
    response.resume();
    while (response.socket.bytesRead < 20_000_000) await delay(1);
    response.pause();
  }
  // Without back pressure, all that is not read would be: half a gigabyte.
  await delay(100);
  await expect.poll(() => heldMb() - before).toBeLessThan(20);
  expect(await openFiles(folder)).toBe(3);
  for (const response of responses) response.destroy();
  await expect.poll(() => openFiles(folder)).toBe(0);
});

test('a large file is not opened to be asked for, and its length and ETag are told at once', async () => {
  const { s3, folder, url } = await startWithLarge();
  const { ContentLength, ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'large' }));
  expect([ContentLength, ETag]).toEqual([largeBytes, expect.stringMatching(/^"[0-9a-f]{32}-1"$/)]);
  const part = await fetch(`${url}/${Bucket}/large`, { headers: { range: 'bytes=-5' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 5]);
  await expect.poll(() => openFiles(folder)).toBe(0);
});
