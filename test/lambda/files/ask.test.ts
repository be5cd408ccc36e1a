import { createServer, type RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openBedrock } from '../../../lambda/bedrock/client.ts';
import { openAsk } from '../../../lambda/files/bucket/ask.ts';
import { listObjects, toPage } from '../../../lambda/files/bucket/list-objects.ts';
import { openSigner } from '../../../lambda/files/bucket/sign.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

process.env['AWS_ACCESS_KEY_ID'] = 'AKIDLOCAL';
process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
const { signal } = new AbortController();

/** Asks an S3 that answers so. */
async function open(listener: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}/bucket`;
  const { client, agents } = openBedrock(testConfig);
  onTestFinished(() => {
    agents.http.destroy();
    server.closeAllConnections();
    server.close();
  });
  const place = { url, region: 'us-east-1' };
  const signer = openSigner(client, place);
  return { ...signer, place, asked, ask: openAsk(client, { place, sign: signer.sign }) };
}

const saying =
  (status: number, code: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);

const list = (contents: string, isTruncated = false) =>
  `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${contents}</ListBucketResult>`;
const object = (key: string) =>
  `<Contents><Key>${key}</Key><Size>3</Size><ETag>&quot;a&quot;</ETag><LastModified>2026-11-28T08:00:00.000Z</LastModified></Contents>`;

test('what may pass is tried three times', async () => {
  const { ask, asked } = await open(saying(503, 'SlowDown'));
  await expect(ask({ method: 'GET', key: 'a' }, signal)).rejects.toMatchObject({
    kind: 'files-unavailable',
    details: { upstream: 'SlowDown' },
  });
  expect(asked).toHaveLength(3);
});

test.each([
  [404, 'NoSuchKey', 'not-found'],
  [403, 'AccessDenied', 'not-found'],
  [404, 'NoSuchBucket', 'access-denied'],
  [403, 'SignatureDoesNotMatch', 'access-denied'],
  [403, 'InvalidObjectState', 'access-denied'],
  [301, 'PermanentRedirect', 'access-denied'],
])('%i %s is %s, and is not tried again', async (status, code, kind) => {
  const { ask, asked } = await open(saying(status, code));
  await expect(ask({ method: 'GET', key: 'a' }, signal)).rejects.toMatchObject({ kind, details: { upstream: code } });
  expect(asked).toHaveLength(1);
});

test('a list that nobody may see is not a file that is not there', async () => {
  const { ask } = await open(saying(403, 'AccessDenied'));
  await expect(ask({ method: 'GET' }, signal)).rejects.toMatchObject({ kind: 'access-denied' });
});

test('a list that breaks off is asked for again', async () => {
  let times = 0;
  const { ask } = await open((_, response) => {
    times += 1;
    const whole = list(object('a'));
    response.writeHead(200, { 'content-length': whole.length });
    if (times < 2) response.write(whole.slice(0, 60), () => response.destroy());
    else response.end(whole);
  });
  const page = await listObjects(ask, { prefix: '', limit: 10 }, signal);
  expect(page.objects.map(({ key }) => key)).toEqual(['a']);
});

test('what S3 says of itself has no longer than an attempt', async () => {
  const { ask, asked } = await open((_, response) => {
    response.writeHead(404);
    response.write('<Error>');
  });
  const leaving = new AbortController();
  const asking = ask({ method: 'GET', key: 'a' }, leaving.signal);
  while (asked.length < 2) await sleep(100);
  leaving.abort(new Error('left'));
  await expect(asking).rejects.toThrow('left');
});

describe('a list', () => {
  test('is read with each letter', () => {
    const { objects, hasMore } = toPage(list(object('a+b%26%3C%C3%A4') + object('c'), true));
    expect(objects).toEqual([
      { key: 'a b&<ä', bytes: 3, etag: '"a"', modifiedAt: '2026-11-28T08:00:00.000Z' },
      { key: 'c', bytes: 3, etag: '"a"', modifiedAt: '2026-11-28T08:00:00.000Z' },
    ]);
    expect(hasMore).toBe(true);
  });

  test('without an object has no next one, whatever it says', () => {
    expect(toPage(list('', true))).toEqual({ objects: [], hasMore: false });
  });

  test.each([
    '',
    'garbage',
    '<Error><Code>InternalError</Code></Error>',
    '<ListBucketResult></ListBucketResult>',
    list(object('a')).slice(0, -5),
    list('<Contents><Size>3</Size></Contents>'),
    list('<Contents><Key>a</Key></Contents>'),
    list(object('%ZZ')),
  ])('that is none is not an empty one: %s', (xml) => {
    expect(() => toPage(xml)).toThrow(expect.objectContaining({ kind: 'files-unavailable' }));
  });
});

test('a URL holds no longer than what has signed it', async () => {
  const { presign, place } = await open(saying(500, 'x'));
  const wanted = { method: 'PUT', key: 'a' } as const;
  const { expiresMs } = await presign(place, wanted, 600_000);
  expect(Math.abs(expiresMs - Date.now() - 600_000)).toBeLessThan(60_000);
  const soon = new Date(Date.now() + 60_000);
  const { client } = openBedrock(testConfig);
  client.config.credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b', expiration: soon });
  expect((await openSigner(client, place).presign(place, wanted, 600_000)).expiresMs).toBe(soon.getTime());
});
