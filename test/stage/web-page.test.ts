import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ webPage: 'api' });
});
afterAll(() => stage.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${stage.url}${path}`, { headers });

describe('the chat page through API Gateway', () => {
  test('loads without a key, compressed, and can be cached', async () => {
    const first = await get('web', { 'accept-encoding': 'br' });
    expect([first.status, first.headers.get('content-encoding')]).toEqual([200, 'br']);
    expect(await first.text()).toMatch(/^<!doctype html>/);
    const etag = first.headers.get('etag') ?? '';
    const again = await get('web', { 'accept-encoding': 'br', 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('its scripts and styles may be cached forever, since their names contain a hash', async () => {
    const html = await (await get('web')).text();
    const assets = [...html.matchAll(/"(web\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(assets).toHaveLength(2);
    for (const asset of assets) {
      const { status, headers } = await get(asset);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
  });

  test('an unknown file is not cached at all', async () => {
    const { status, headers } = await get('web/assets/main-OLDHASH1.js');
    expect([status, headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  test('exposes what it needs and no more', async () => {
    expect(await (await get('web/config.json')).json()).toEqual({ access: 'key', maxBodyBytes: 4_194_304 });
  });

  test('accepts nothing but GET and HEAD', async () => {
    const answer = await fetch(`${stage.url}web`, { method: 'POST', body: '{}' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('answers HEAD as GET, without the body', async () => {
    const head = await fetch(`${stage.url}web`, { method: 'HEAD' });
    const whole = await get('web');
    expect([head.status, head.headers.get('etag'), head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      whole.headers.get('etag'),
      'text/html; charset=utf-8',
      '',
    ]);
  });

  test('with a slash at its end leads to the address without, whatever the stage', async () => {
    const answer = await fetch(`${stage.url}web/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '../web']);
    expect((await get('web/')).url).toBe(`${stage.url}web`);
  });
});
