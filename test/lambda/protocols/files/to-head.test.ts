import { expect, test } from 'vitest';
import { toHead } from '../../../../lambda/protocols/files/to-head.ts';

const headOf = (type: string, key = 'a') => toHead(key, { headers: { 'content-type': type } });

test.each([
  'image/png',
  'image/jpeg',
  'video/mp4',
  'audio/mpeg',
  'text/plain',
  'text/plain; charset=utf-8',
  'TEXT/PLAIN',
  'text/csv',
  'application/json',
])('a browser shows %s', (type) => {
  expect(headOf(type).exposed?.['content-disposition']).toMatch(/^inline;/);
});

test.each([
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'application/pdf',
  'text/xml',
  'text/javascript',
  'application/octet-stream',
  'image/png+xml',
  'text/plainish',
  '',
])('a browser saves %s', (type) => {
  expect(headOf(type).exposed?.['content-disposition']).toMatch(/^attachment;/);
});

test('whatever it is, nothing of it runs', () => {
  expect(headOf('video/mp4').headers['content-security-policy']).toMatch(/^sandbox; default-src 'none';/);
});

test.each([
  ['a/b/plan.pdf', 'plan.pdf'],
  ['März 2026.pdf', 'M%C3%A4rz%202026.pdf'],
  [`a";\\b'(*).txt`, 'a%22%3B%5Cb%27%28%2A%29.txt'],
])('%s is saved as %s', (key, name) => {
  expect(headOf('application/pdf', key).exposed?.['content-disposition']).toBe(`attachment; filename*=UTF-8''${name}`);
});

test('of S3’s headers only those of the file go on', () => {
  const headers = {
    'content-type': 'text/plain',
    'content-length': '3',
    etag: '"a"',
    'content-disposition': 'inline; filename=x.html',
    'cache-control': 'public',
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-meta-secret': 'x',
    server: 'AmazonS3',
  };
  const { headers: own, exposed } = toHead('a.txt', { headers });
  expect({ ...own, ...exposed }).toEqual({
    'content-type': 'text/plain',
    'content-length': '3',
    etag: '"a"',
    'accept-ranges': 'bytes',
    'content-disposition': "inline; filename*=UTF-8''a.txt",
    'cache-control': 'private, no-cache, no-transform',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
});
