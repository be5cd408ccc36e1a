import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPage } from '../../../lambda/web-page/read-page.ts';
import { serve } from '../../../lambda/web-page/serve.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rivulet-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

mkdirSync(path.join(folder, 'assets'));
writeFileSync(path.join(folder, 'index.html'), '<p>page');
writeFileSync(path.join(folder, 'index.html.br'), 'compressed page');
writeFileSync(path.join(folder, 'assets/main-ABCDEFGH.js'), 'script');
writeFileSync(path.join(folder, 'secret.txt'), 'no part of the page');

const page = readPage(folder, { RIVULET_WEB_CONFIG: '{"access":"key"}' });

const ask = (file?: string, headers: Record<string, string> = {}, method = 'GET') => {
  const [route, asWritten] = file === undefined ? ['/web', '/web'] : ['/web/{file+}', `/web/${file}`];
  return serve({ method, path: route, asWritten, headers, pathParameters: { file } }, page);
};

const askSlashed = (asWritten: string) =>
  serve({ method: 'GET', path: '/web', asWritten, headers: {}, pathParameters: {} }, page);

describe('what is served', () => {
  test.each([
    [undefined, 'text/html; charset=utf-8', 'no-cache', '<p>page'],
    ['assets/main-ABCDEFGH.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'script'],
    ['config.json', 'application/json', 'no-cache', '{"access":"key"}'],
  ])('%s', (file, type, caching, body) => {
    const answer = ask(file);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': type, 'cache-control': caching, vary: 'accept-encoding' });
    expect(String(answer.body)).toBe(body);
  });

  test.each([
    'index.html',
    'secret.txt',
    'index.html.br',
    '../index.mjs',
    '..%2findex.mjs',
    '',
    'assets',
    'constructor',
  ])('not %j', (file) => {
    expect(ask(file)).toMatchObject({ status: 404 });
  });

  test('a path with a slash at its end is redirected, because the page’s links are relative', () => {
    const answer = askSlashed('/web/');
    expect(answer).toMatchObject({ status: 308, headers: { location: '../web', 'x-frame-options': 'DENY' } });
    expect(new URL('../web', 'https://example.com/dev/web/').pathname).toBe('/dev/web');
    const twice = askSlashed('/web//');
    expect(new URL(twice.headers['location'] ?? '', 'https://example.com/dev/web//').pathname).toBe('/dev/web');
  });

  test('the redirect has a body: empty streams have hung where people streamed redirects', () => {
    const { headers, body } = askSlashed('/web/');
    expect([headers['content-type'], String(body)]).toEqual(['text/plain', 'The chat page is at ../web\n']);
  });

  test.each([[undefined], ['assets/main-ABCDEFGH.js'], ['nothing']])(
    'HEAD of %s has all of GET but the body',
    (file) => {
      const { body, ...head } = ask(file, {}, 'HEAD');
      expect({ ...head, body: '' }).toEqual({ ...ask(file), body: '' });
      expect(body).toBe('');
    },
  );
});

describe('compression', () => {
  test.each([
    ['gzip, deflate, br, zstd', true],
    ['br;q=1.0', true],
    ['BR', false],
    ['br;q=0', false],
    ['br; q=0.000', false],
    ['gzip', false],
    ['', false],
  ])('Accept-Encoding %j', (acceptEncoding, isCompressed) => {
    const { headers, body } = ask(undefined, { 'accept-encoding': acceptEncoding });
    expect(headers['content-encoding']).toBe(isCompressed ? 'br' : undefined);
    expect(String(body)).toBe(isCompressed ? 'compressed page' : '<p>page');
  });

  test('is not promised for what has not been compressed', () => {
    expect(ask('config.json', { 'accept-encoding': 'br' }).headers).not.toHaveProperty('content-encoding');
  });
});

describe('ETag', () => {
  const plain = ask().headers['etag'] ?? '';
  const brotli = ask(undefined, { 'accept-encoding': 'br' }).headers['etag'] ?? '';

  test('differs between the two encodings', () => expect(plain).not.toBe(brotli));

  test.each([plain, `W/${plain}`, `"other", ${plain}`, '*', ' * '])('%s is still good: 304 and no body', (tag) => {
    const headers = { etag: plain, 'content-type': 'text/html; charset=utf-8' };
    expect(ask(undefined, { 'if-none-match': tag })).toMatchObject({ status: 304, headers, body: '' });
  });

  test('* stands for any file that is there, and for none that is not', () => {
    expect(ask('assets/main-ABCDEFGH.js', { 'if-none-match': '*' }).status).toBe(304);
    expect(ask('nothing', { 'if-none-match': '*' }).status).toBe(404);
  });

  test.each(['"other"', brotli, '', '"*"', 'W/*'])('%s is not', (tag) => {
    expect(ask(undefined, { 'if-none-match': tag }).status).toBe(200);
  });
});

test.each([[undefined], ['config.json'], ['nothing']])('%s can’t be framed, and leads nowhere else', (file) => {
  const { headers } = ask(file);
  expect(headers).toMatchObject({
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  const policy = headers['content-security-policy']?.split('; ') ?? [];
  expect(policy[0]).toBe("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy.join()).not.toMatch(/unsafe|https?:|\*/);
});

describe('where the page signs in', () => {
  const pageWith = (domain: string) => {
    const signIn = { domain, clientId: 'web', scope: 'openid rivulet/chat' };
    return readPage(folder, { RIVULET_WEB_CONFIG: JSON.stringify({ access: 'cognito', maxBodyBytes: 1, signIn }) });
  };
  const policyOf = ({ safetyHeaders }: ReturnType<typeof readPage>) => safetyHeaders['content-security-policy'] ?? '';

  test.each(['https://chat.auth.eu-west-1.amazoncognito.com', 'http://127.0.0.1:4000'])(
    'the page may speak with %s, and nothing else changes',
    (domain) => {
      expect(policyOf(pageWith(domain))).toContain(`; connect-src 'self' ${domain}; `);
      expect(policyOf(pageWith(domain)).replace(` ${domain}`, '')).toBe(policyOf(page));
    },
  );

  test('a domain adds its origin to the policy, whatever else it contains', () => {
    expect(policyOf(pageWith('https://example.com/; script-src *'))).toContain(
      "connect-src 'self' https://example.com; ",
    );
    expect(() => pageWith('*')).toThrow('Invalid URL');
  });

  test.each([
    ['https://login.microsoftonline.com/tenant/v2.0', 'https://login.microsoftonline.com'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['https://example.com/; script-src *', 'https://example.com'],
  ])('of the issuer %s the policy has the origin alone', (issuer, origin) => {
    const signIn = { issuer, clientId: 'web', scope: 'openid chat' };
    const config = JSON.stringify({ access: 'oidc', maxBodyBytes: 1, signIn });
    const policy = policyOf(readPage(folder, { RIVULET_WEB_CONFIG: config }));
    expect(policy).toContain(`; connect-src 'self' ${origin}; `);
    expect(policy.replace(` ${origin}`, '')).toBe(policyOf(page));
  });

  test('with another policy, a file has another ETag: a browser keeps both together', () => {
    const other = pageWith('https://example.com').files.get('index.html')?.etag;
    expect(other).not.toBe(page.files.get('index.html')?.etag);
  });
});
