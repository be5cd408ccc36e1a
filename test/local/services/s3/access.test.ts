import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { AwsClient } from 'aws4fetch';
import { describe, expect, test } from 'vitest';
import { localCredentials } from '../../../../local/sigv4/signature.ts';
import { Bucket, codeIn, presign, sendRaw, start, toClient } from './start.ts';

const Key = 'docs/a + b (1)!.md';
const files = { [Key]: 'A' };
const minute = 60_000;
const hourAgo = () => new Date(Date.now() - 60 * minute);

/** The same as AWS's client encodes it. */
function toUrl(url: string, key = Key): string {
  return `${url}/${Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

async function read(response: Response): Promise<[status: number, body: string | undefined]> {
  const body = await response.text();
  return [response.status, codeIn(body) ?? body];
}

describe('a program', () => {
  test('that signs with the local credentials gets in, whatever characters the key has', async () => {
    const { s3 } = await start();
    for (const key of [Key, 'a//b'.replace('//', '/~'), "it's*(ok)&=?#%41.md", '日本語/é.md']) {
      await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: key }));
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
      expect(await Body?.transformToString()).toBe(key);
    }
    expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'docs/a + b' }))).KeyCount).toBe(1);
  });

  test.each<[what: string, config: S3ClientConfig, status: number, name: string]>([
    ['other credentials', { credentials: { accessKeyId: 'AKIDX', secretAccessKey: 'x' } }, 403, 'InvalidAccessKeyId'],
    [
      'a wrong secret',
      { credentials: { ...localCredentials, secretAccessKey: 'wrong' } },
      403,
      'SignatureDoesNotMatch',
    ],
    ['another region', { region: 'eu-west-1' }, 400, 'AuthorizationHeaderMalformed'],
    ['a clock an hour late', { systemClockOffset: -60 * minute }, 403, 'RequestTimeTooSkewed'],
  ])('with %s is refused', async (_what, config, status, name) => {
    const { url } = await start({ files });
    const get = toClient(url, config).send(new GetObjectCommand({ Bucket, Key }));
    await expect(get).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    // Another client: it sets its clock by an answer.
    const head = toClient(url, config).send(new HeadObjectCommand({ Bucket, Key }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
  });

  test.each([
    ['no signature', {}, 403, 'AccessDenied'],
    ['another scheme', { authorization: 'Bearer a' }, 400, 'AuthorizationHeaderMalformed'],
  ])('with %s is refused', async (_what, headers, status, code) => {
    const { url } = await start({ files });
    expect(await read(await fetch(toUrl(url), { headers }))).toEqual([status, code]);
  });

  test.each<[what: string, change: (headers: Headers) => void, status: number, code: string]>([
    ['no hash of its body', (headers) => headers.delete('x-amz-content-sha256'), 400, 'MissingSecurityHeader'],
    ['a word that is no hash', (headers) => headers.set('x-amz-content-sha256', 'none'), 400, 'InvalidArgument'],
    ['another hash', (headers) => headers.set('x-amz-content-sha256', 'a'.repeat(64)), 403, 'SignatureDoesNotMatch'],
    ['no date', (headers) => headers.delete('x-amz-date'), 403, 'AccessDenied'],
    ['a header of S3’s that is not signed', (headers) => headers.set('x-amz-acl', 'private'), 403, 'AccessDenied'],
    [
      'another service',
      (headers) => headers.set('authorization', headers.get('authorization')!.replace('/s3/', '/sqs/')),
      400,
      'AuthorizationHeaderMalformed',
    ],
  ])('that is changed after signing to have %s is refused', async (_what, change, status, code) => {
    const { url } = await start({ files });
    const aws = new AwsClient({ ...localCredentials, region: 'us-east-1', service: 's3' });
    const { headers } = await aws.sign(toUrl(url));
    expect((await fetch(toUrl(url), { headers })).status).toBe(200);
    change(headers);
    expect(await read(await fetch(toUrl(url), { headers }))).toEqual([status, code]);
  });

  test('is not checked where nobody can check', async () => {
    const { url } = await start({ files, signedFor: undefined });
    const s3 = toClient(url, { region: 'eu-west-1', credentials: { accessKeyId: 'AKIDX', secretAccessKey: 'x' } });
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(1);
  });

  test('that asks under a name that may lead here from elsewhere is refused', async () => {
    const { url } = await start({ files, signedFor: undefined });
    const answers = ['evil.example', `evil.example:${new URL(url).port}`, '127.0.0.1.evil.example', '0.0.0.0'].map(
      (host) => sendRaw(url, `/${Bucket}`, { headers: { host } }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});

describe('a presigned URL', () => {
  test.each(['GET', 'HEAD'])('lets anybody %s what it was signed for, until its time is over', async (method) => {
    const { url } = await start({ files });
    const signed = await presign(toUrl(url), { method });
    const answered = await fetch(signed, { method });
    expect([answered.status, answered.headers.get('content-length'), await answered.text()]).toEqual([
      200,
      '1',
      method === 'GET' ? 'A' : '',
    ]);
    const part = await fetch(signed, { method, headers: { range: 'bytes=0-0' } });
    expect(part.status).toBe(206);
    expect((await fetch(signed, { method: method === 'GET' ? 'HEAD' : 'GET' })).status).toBe(403);
  });

  test('lets anybody put what it was signed for, once', async () => {
    const { url, folder } = await start();
    const headers = { 'content-type': 'text/markdown', 'content-length': '5', 'if-none-match': '*' };
    const signed = await presign(toUrl(url), { method: 'PUT', headers });
    const put = async (changes: object = {}, body = 'hello') =>
      read(await fetch(signed, { method: 'PUT', headers: { ...headers, ...changes }, body }));
    expect(await put({ 'content-type': 'text/html' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await put({ 'if-none-match': '"a"' })).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await put({ 'content-length': '6' }, 'hello!')).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await put({ 'x-amz-acl': 'public-read' })).toEqual([403, 'AccessDenied']);
    expect(await put()).toEqual([200, '']);
    expect(readFileSync(path.join(folder, Key), 'utf8')).toBe('hello');
    expect(await put({}, 'again')).toEqual([412, 'PreconditionFailed']);
    const { ContentType } = await toClient(url).send(new HeadObjectCommand({ Bucket, Key }));
    expect(ContentType).toBe('text/markdown');
  });

  test('may say which body', async () => {
    const { url } = await start();
    const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    const signed = await presign(`${toUrl(url)}?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD`, { method: 'PUT' });
    expect(await read(await fetch(signed, { method: 'PUT', body: 'any' }))).toEqual([200, '']);
    const headers = { 'x-amz-content-sha256': hash };
    const bound = await presign(toUrl(url), { method: 'PUT', headers });
    expect(await read(await fetch(bound, { method: 'PUT', headers, body: 'hello' }))).toEqual([200, '']);
    const other = await fetch(bound, { method: 'PUT', headers, body: 'other' });
    expect(await read(other)).toEqual([400, 'XAmzContentSHA256Mismatch']);
    const inQuery = await presign(`${toUrl(url)}?x-amz-content-sha256=${hash}`, { method: 'PUT' });
    expect((await fetch(inQuery, { method: 'PUT', body: 'hello' })).status).toBe(403);
  });

  type Presigning = NonNullable<Parameters<typeof presign>[1]>;
  test.each<[what: string, presigning: () => Presigning, status: number, code: string, message: string]>([
    ['is over', () => ({ sentAt: hourAgo(), seconds: 3599 }), 403, 'AccessDenied', 'Request has expired'],
    [
      'has not come',
      () => ({ sentAt: new Date(Date.now() + 20 * minute) }),
      403,
      'AccessDenied',
      'Request is not yet valid',
    ],
    [
      'is too long',
      () => ({ seconds: 604_801 }),
      400,
      'AuthorizationQueryParametersError',
      'must be less than 604800 seconds',
    ],
    ['is negative', () => ({ seconds: -1 }), 400, 'AuthorizationQueryParametersError', 'must be non-negative'],
    ['is no number', () => ({ seconds: 1.5 }), 400, 'AuthorizationQueryParametersError', 'should be a number'],
  ])('whose time %s is refused', async (_what, presigning, status, code, message) => {
    const { url } = await start({ files });
    const answered = await fetch(await presign(toUrl(url), presigning()));
    const body = await answered.text();
    expect([answered.status, codeIn(body), body]).toEqual([status, code, expect.stringContaining(message)]);
  });

  test('holds for a week at most, and to its last second', async () => {
    const { url } = await start({ files });
    const signed = [
      await presign(toUrl(url), { seconds: 604_800 }),
      await presign(toUrl(url), { sentAt: hourAgo(), seconds: 3660 }),
    ];
    for (const one of signed) expect((await fetch(one)).status).toBe(200);
  });

  test.each<[what: string, presigning: Presigning, status: number, code: string]>([
    ['another key', { accessKeyId: 'AKIDX' }, 403, 'InvalidAccessKeyId'],
    ['a wrong secret', { secretAccessKey: 'wrong' }, 403, 'SignatureDoesNotMatch'],
    ['another region', { region: 'eu-west-1' }, 400, 'AuthorizationQueryParametersError'],
    ['another service', { service: 'sqs' }, 400, 'AuthorizationQueryParametersError'],
  ])('that is signed with %s is refused', async (_what, presigning, status, code) => {
    const { url } = await start({ files });
    expect(await read(await fetch(await presign(toUrl(url), presigning)))).toEqual([status, code]);
  });

  test.each<[what: string, change: (url: string) => string, status: number, code: string]>([
    ['another key', (url) => url.replace('/docs/', '/other/'), 403, 'SignatureDoesNotMatch'],
    ['another host', (url) => url.replace('127.0.0.1', 'localhost'), 403, 'SignatureDoesNotMatch'],
    ['more time', (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61'), 403, 'SignatureDoesNotMatch'],
    ['more in its query', (url) => `${url}&x-amz-acl=private`, 403, 'SignatureDoesNotMatch'],
    ['no signature', (url) => url.replace(/&X-Amz-Signature=\w+/, ''), 400, 'AuthorizationQueryParametersError'],
    ['no algorithm', (url) => url.replace(/&X-Amz-Algorithm=[^&]+/, ''), 400, 'AuthorizationQueryParametersError'],
    ['another algorithm', (url) => url.replace('=AWS4-', '=AWS5-'), 400, 'AuthorizationQueryParametersError'],
    ['no host signed', (url) => url.replace('Headers=host', 'Headers=range'), 403, 'AccessDenied'],
    ['half a credential', (url) => url.replace('%2Fs3%2F', '%2F'), 400, 'AuthorizationQueryParametersError'],
    ['another day', (url) => url.replace(/Date=\d{8}/, 'Date=20200101'), 400, 'AuthorizationQueryParametersError'],
    ['no date', (url) => url.replace(/Date=\w+/, 'Date=now'), 400, 'AuthorizationQueryParametersError'],
  ])('that is changed to have %s is refused', async (_what, change, status, code) => {
    const { url } = await start({ files });
    expect(await read(await fetch(change(await presign(toUrl(url)))))).toEqual([status, code]);
  });

  test('and a signature in a header are one too many', async () => {
    const { url } = await start({ files });
    const answered = await fetch(await presign(toUrl(url)), { headers: { authorization: 'AWS4-HMAC-SHA256 A' } });
    expect(await read(answered)).toEqual([400, 'InvalidArgument']);
  });
});

describe('a page', () => {
  const local = ['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:8080'];
  const foreign = [
    'https://evil.example',
    'http://localhost.evil.example',
    'http://evil.example:3000',
    'https://localhost:3000',
    'http://192.168.0.2:3000',
    'http://localhost@evil.example',
    'null',
    '',
  ];

  test.each(local)('of this machine puts and gets with presigned URLs: %s', async (origin) => {
    const { url } = await start();
    const headers = { 'content-type': 'text/plain', 'if-none-match': '*' };
    const signed = await presign(toUrl(url), { method: 'PUT', headers });
    const asked = await fetch(signed, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type,if-none-match',
      },
    });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    expect(asked.headers.get('access-control-allow-methods')).toBe('GET, HEAD, PUT');
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type,if-none-match');
    const put = await fetch(signed, { method: 'PUT', headers: { ...headers, origin }, body: 'hello' });
    expect([put.status, put.headers.get('access-control-expose-headers')]).toEqual([200, 'ETag']);
    expect(put.headers.get('etag')).toMatch(/^".+"$/);
    const again = await fetch(signed, { method: 'PUT', headers: { ...headers, origin }, body: 'hello' });
    expect([again.status, again.headers.get('access-control-allow-origin')]).toEqual([412, origin]);
    const got = await fetch(await presign(toUrl(url)), { headers: { origin } });
    expect([got.headers.get('access-control-allow-origin'), await got.text()]).toEqual([origin, 'hello']);
    const expired = await fetch(await presign(toUrl(url), { sentAt: hourAgo() }), { headers: { origin } });
    expect([expired.status, expired.headers.get('access-control-allow-origin')]).toEqual([403, origin]);
  });

  test.each(foreign)('of elsewhere is refused, also with what is signed: %j', async (origin) => {
    const { url } = await start({ files });
    const asking = { origin, 'access-control-request-method': 'GET' };
    const signed = new URL(await presign(toUrl(url)));
    for (const [method, headers] of [
      ['OPTIONS', asking],
      ['GET', { origin }],
    ] as const) {
      const answered = await sendRaw(url, signed.pathname + signed.search, { method, headers });
      expect([answered.status, codeIn(answered.body)]).toEqual([403, 'AccessDenied']);
      expect(Object.keys(answered.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('signs nothing itself, deletes nothing, and has no picture of what it may not read', async () => {
    const { url } = await start({ files });
    const origin = 'http://localhost:3000';
    const aws = new AwsClient({ ...localCredentials, region: 'us-east-1', service: 's3' });
    const { headers } = await aws.sign(toUrl(url));
    headers.set('origin', origin);
    expect(await read(await fetch(toUrl(url), { headers }))).toEqual([403, 'AccessDenied']);
    const remove = await presign(toUrl(url), { method: 'DELETE' });
    expect((await fetch(remove, { method: 'DELETE', headers: { origin } })).status).toBe(403);
    const asking = { origin, 'access-control-request-method': 'DELETE' };
    expect((await fetch(remove, { method: 'OPTIONS', headers: asking })).status).toBe(403);
    expect((await fetch(remove, { method: 'OPTIONS' })).status).toBe(403);
    const { pathname, search } = new URL(await presign(toUrl(url)));
    const picture = await sendRaw(url, pathname + search, { headers: { 'sec-fetch-mode': 'no-cors' } });
    expect(picture.status).toBe(403);
    expect((await fetch(await presign(toUrl(url)))).status).toBe(200);
  });

  test('needs a signed URL also where nobody can check the signature', async () => {
    const { url } = await start({ files, signedFor: undefined });
    const headers = { origin: 'http://localhost:3000' };
    expect((await fetch(toUrl(url), { headers })).status).toBe(403);
    expect((await fetch(await presign(toUrl(url)), { headers })).status).toBe(200);
  });
});
