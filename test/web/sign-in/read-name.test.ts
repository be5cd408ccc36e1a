import { expect, test } from 'vitest';
import { readName } from '../../../web/sign-in/read-name.ts';

const idToken = (claims: unknown) => `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

test.each<[idToken: string | undefined, name: string | undefined]>([
  [idToken({ email: 'ada@example.com' }), 'ada@example.com'],
  [idToken({ email: 'ûñïçø∂é>>?@example.com' }), 'ûñïçø∂é>>?@example.com'],
  [idToken({ preferred_username: 'ada@example.com', name: 'Ada' }), 'ada@example.com'],
  [idToken({ email: 5, name: 'Ada' }), 'Ada'],
  [idToken({ sub: 'x' }), undefined],
  [idToken({ email: 5 }), undefined],
  [idToken(null), undefined],
  ['no token', undefined],
  [undefined, undefined],
])('%j names %j', (token, name) => {
  expect(readName(token)).toBe(name);
});
