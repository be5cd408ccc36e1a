import { describe, expect, test } from 'vitest';
import { findRoute } from '../../../../local/gateway/request/route.ts';
import type { LocalMethod } from '../../../../local/template/model.ts';

const integration = { kind: 'lambda', functionId: 'Chat', transferMode: 'STREAM', timeoutMs: 1000 } as const;
const methods: readonly LocalMethod[] = [
  'GET /',
  'GET /chat',
  'ANY /chat',
  'GET /chat/{id}',
  'DELETE /chat/special',
  'GET /chat/{id}/parts/{part}',
  'ANY /{proxy+}',
].map((id) => {
  const [httpMethod = '', resourcePath = ''] = id.split(' ');
  return { id, httpMethod, resourcePath, isKeyRequired: false, integration };
});

describe('the method API Gateway picks', () => {
  test.each([
    ['GET', '/', 'GET /', {}],
    ['POST', '/', undefined, undefined],
    ['GET', '/chat', 'GET /chat', {}],
    ['GET', '/chat/', 'GET /chat', {}],
    ['POST', '/chat', 'ANY /chat', {}],
    ['GET', '/chat/7', 'GET /chat/{id}', { id: '7' }],
    ['GET', '/chat/a%20b', 'GET /chat/{id}', { id: 'a b' }],
    ['GET', '/chat/%zz', 'GET /chat/{id}', { id: '%zz' }],
    ['DELETE', '/chat/special', 'DELETE /chat/special', {}],
    ['GET', '/chat/7/parts/2', 'GET /chat/{id}/parts/{part}', { id: '7', part: '2' }],
    ['GET', '/chat/7/other', 'ANY /{proxy+}', { proxy: 'chat/7/other' }],
    ['PUT', '/nowhere/at%20all', 'ANY /{proxy+}', { proxy: 'nowhere/at all' }],
  ])('%s %s → %s', (httpMethod, path, id, pathParameters) => {
    const route = findRoute(methods, httpMethod, path);
    expect(route?.method.id).toBe(id);
    expect(route?.pathParameters).toEqual(pathParameters);
  });

  test('the path decides before the verb: GET on a path that only knows DELETE finds nothing', () => {
    expect(findRoute(methods, 'GET', '/chat/special')).toBeUndefined();
  });
});
