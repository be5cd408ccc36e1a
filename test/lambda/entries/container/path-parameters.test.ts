import { expect, test } from 'vitest';
import { readPathParameters } from '../../../../lambda/entries/container/path-parameters.ts';

test.each([
  ['/chat', '/chat', {}],
  ['/chat', '/dev/chat', {}],
  ['/v1/models/{model}', '/v1/models/haiku', { model: 'haiku' }],
  ['/v1/models/{model}', '/dev/v1/models/a%2Fb%20c', { model: 'a/b c' }],
  ['/conversations/{id}/turns', '/conversations/river/turns', { id: 'river' }],
  ['/v1/models/{model}', '/v1/models/%E0%A4%A', undefined],
  ['/v1/models/{model}', '/models/haiku', undefined],
  ['/v1/models/{model}', '/v1/other/haiku', undefined],
  ['/files/{key+}', '/files/a', { key: 'a' }],
  ['/files/{key+}', '/dev/files/a/b%2Fc', { key: 'a/b/c' }],
  ['/files/{key+}', '/dev/files/files/a', { key: 'files/a' }],
  ['/files/{key+}', '/dev/files/a/../b//c/', { key: 'a/../b//c/' }],
  ['/files/{key+}', '/dev/files', undefined],
  ['/files/{key+}', '/dev/other/a', undefined],
])('of the route %s, the path %s has %o', (route, path, expected) => {
  expect(readPathParameters(route, path)).toEqual(expected);
});
