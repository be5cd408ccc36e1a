import http from 'node:http';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { LocalPlan } from '../../../local/template/access-model.ts';
import { startTestGateway } from './local-gateway.ts';

const plan = (id: string): LocalPlan => ({
  id,
  tags: {},
  keys: [{ id: `key-of-${id}`, value: `${id}.0123456789abcdefghij` }],
});

async function start() {
  const { url } = await startTestGateway({ api: { plans: [plan('standard'), plan('team')] } });
  const { origin, port } = new URL(url);
  const ask = async (method: string, path: string, sent?: string | object, authorization = 'AWS4-HMAC-SHA256 x') => {
    const body = typeof sent === 'object' ? JSON.stringify(sent) : sent;
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization },
      ...(body !== undefined && { body }),
    });
    const said: unknown = await response.json();
    return { status: response.status, said };
  };
  return { ask, port };
}

const newKey = { name: 'anna', value: 'team.0123456789abcdefghijk', enabled: true };

describe('what npm run callers asks', () => {
  test.each([
    ['startDate=x&endDate=y'],
    ['startDate=2026-11-26'],
    ['startDate=2026-11-26&endDate=2026-11-25'],
    ['startDate=2026-01-01&endDate=2026-11-26'],
    ['startDate=-271821-04-20T00:00:00Z&endDate=%2B275760-09-12T00:00:00Z'],
  ])('usage from and to %s is refused at once', async (query) => {
    const { ask } = await start();
    expect(await ask('GET', `/usageplans/team/usage?${query}`)).toMatchObject({
      status: 400,
      said: { __type: 'BadRequestException' },
    });
  });

  test.each<[name: string, sent: string | object]>([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', []],
    ['a short value', { ...newKey, value: 'short' }],
    ['no name', { ...newKey, name: '' }],
  ])('%s is refused', async (_name, sent) => {
    const { ask } = await start();
    expect(await ask('POST', '/apikeys', sent)).toMatchObject({ status: 400 });
  });

  test('a value that another key has, and a second plan for a key, are conflicts', async () => {
    const { ask } = await start();
    expect(await ask('POST', '/apikeys', newKey)).toMatchObject({ status: 201 });
    expect(await ask('POST', '/apikeys', { ...newKey, name: 'bob' })).toMatchObject({ status: 409 });
    const link = { keyId: 'key-of-standard', keyType: 'API_KEY' };
    expect(await ask('POST', '/usageplans/standard/keys', link)).toMatchObject({ status: 201 });
    expect(await ask('POST', '/usageplans/team/keys', link)).toMatchObject({ status: 409 });
  });

  test('a huge body is refused', async () => {
    const { ask } = await start();
    expect(await ask('POST', '/apikeys', 'x'.repeat(12_000_000))).toMatchObject({ status: 413 });
  });

  test('what is not there is 404', async () => {
    const { ask } = await start();
    expect(
      await ask('PATCH', '/apikeys/none', { patchOperations: [{ op: 'replace', path: '/enabled', value: 'false' }] }),
    ).toMatchObject({ status: 404 });
    expect(await ask('DELETE', '/apikeys/key-of-team')).toMatchObject({ status: 404 });
  });
});

describe('a page in a browser', () => {
  test('can’t ask without a signature, and no preflight allows one', async () => {
    const { ask } = await start();
    expect(await ask('POST', '/apikeys', newKey, 'Bearer x')).toMatchObject({ status: 403 });
    expect(await ask('OPTIONS', '/apikeys')).toMatchObject({ status: 404 });
  });

  test.each(['/apikeys', '/.local/issuer'])(
    'of a foreign name that leads to this machine can’t ask %s',
    async (path) => {
      const { port } = await start();
      const headers = { host: 'evil.example', authorization: 'AWS4-HMAC-SHA256 x' };
      const request = http.get({ host: '127.0.0.1', port, path, headers });
      const [response]: http.IncomingMessage[] = await once(request, 'response');
      expect(response?.statusCode).toBe(403);
      expect(response && (await text(response))).toBe('{"message":"Forbidden"}');
    },
  );
});
