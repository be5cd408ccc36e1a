import fc from 'fast-check';
import { expect, test } from 'vitest';
import { corsHeaders } from '../../../lambda/http/cors.ts';

const listed = ['https://app.example.com', 'http://localhost:3000'];
const allowOriginOf = (origin?: string) => corsHeaders(listed, origin)['access-control-allow-origin'];

test('without a list every page may read, and nothing varies', () => {
  for (const origin of [undefined, 'https://other.example']) {
    expect(corsHeaders(undefined, origin)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('x-request-id'),
    });
  }
});

test.each(listed)('%s reads in its own name', (origin) => {
  expect(corsHeaders(listed, origin)).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' });
});

test.each([
  undefined,
  '',
  'null',
  '*',
  'https://app.example.com.evil.example',
  'https://evil.example/https://app.example.com',
  'https://app.example.com:443',
  'https://app.example.com/',
  'https://APP.example.com',
  'http://app.example.com',
  'https://app.example.com, http://localhost:3000',
  'https://appXexample.com',
])('%j is named nowhere', (origin) => {
  expect(corsHeaders(listed, origin)).toEqual({
    'access-control-expose-headers': expect.stringContaining('x-request-id'),
    vary: 'origin',
  });
});

test('a foreign origin never gets back its own name', () => {
  const near = fc
    .tuple(fc.constantFrom(...listed), fc.nat(), fc.string({ maxLength: 3 }), fc.nat(3))
    .map(([origin, at, more, less]) => {
      const cut = at % (origin.length + 1);
      return origin.slice(0, cut) + more + origin.slice(cut + less);
    });
  fc.assert(
    fc.property(fc.oneof(near, fc.string()), (origin) => {
      fc.pre(!listed.includes(origin));
      expect(allowOriginOf(origin)).toBeUndefined();
    }),
  );
});
