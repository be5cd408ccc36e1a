import { expect, test } from 'vitest';
import { checkRoute } from '../../../lambda/protocols/find-protocol.ts';
import { native } from '../../../lambda/protocols/native/native.ts';
import type { Protocol } from '../../../lambda/protocols/protocol.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

const protocol: Protocol = {
  ...native,
  routes: [
    { method: 'POST', path: '/answers' },
    { method: 'DELETE', path: '/answers', isOffered: ({ guardrail }) => guardrail !== undefined },
    { method: 'GET', path: '/answers/{id}', isOffered: ({ guardrail }) => guardrail !== undefined },
  ],
};
const guardrail = { guardrailIdentifier: 'abc', guardrailVersion: '1', streamProcessingMode: 'sync' } as const;

test.each([
  ['DELETE', '/answers', 405],
  ['GET', '/answers/{id}', 404],
  ['PUT', '/answers', 405],
])('%s %s of a feature that is off is refused like a route that does not exist', (method, path, status) => {
  const incoming = incomingOf({ method, path });
  expect(() => checkRoute(incoming, protocol, testConfig)).toThrow(expect.objectContaining({ status }));
  if (method !== 'PUT') expect(() => checkRoute(incoming, protocol, { ...testConfig, guardrail })).not.toThrow();
});

test('a 405 names the methods that this deployment has', () => {
  const incoming = incomingOf({ method: 'PUT', path: '/answers' });
  expect(() => checkRoute(incoming, protocol, testConfig)).toThrow(
    'this path does not support this method. Allowed: POST, OPTIONS',
  );
  expect(() => checkRoute(incoming, protocol, { ...testConfig, guardrail })).toThrow('POST, DELETE, OPTIONS');
});
