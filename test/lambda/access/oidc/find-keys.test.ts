import { afterEach, expect, test, vi } from 'vitest';
import { findKeys } from '../../../../lambda/access/oidc/find-keys.ts';

afterEach(() => vi.unstubAllGlobals());

/** What the issuer's description says, and what was asked for. */
function describeIssuer(says: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(String(url));
    return Promise.resolve(says());
  });
  return asked;
}

const find = async (issuer: string) => findKeys(issuer)({ alg: 'RS256' }, { payload: '', signature: '' });
const issuer = 'https://login.example.com/tenant/v2.0';

test.each([
  [issuer, `${issuer}/.well-known/openid-configuration`],
  ['https://example.auth0.com/', 'https://example.auth0.com/.well-known/openid-configuration'],
])('the description of %s is where OpenID Connect says', async (name, url) => {
  const asked = describeIssuer(() => Response.json({}));
  await find(name).catch(() => undefined);
  expect(asked).toEqual([url]);
});

test.each<[string, () => Response, string]>([
  ['another issuer', () => Response.json({ issuer: `${issuer}/` }), 'set oidc.issuer to exactly that'],
  ['no issuer', () => Response.json([]), 'describes the issuer undefined'],
  ['no keys', () => Response.json({ issuer }), 'has no jwks_uri with https'],
  ['keys without TLS', () => Response.json({ issuer, jwks_uri: 'http://login.example.com/keys' }), 'has no jwks_uri'],
  ['keys in a file', () => Response.json({ issuer, jwks_uri: 'file:///etc/passwd' }), 'has no jwks_uri with https'],
  ['an error', () => new Response('', { status: 500 }), 'answers with status 500'],
  ['what is not JSON', () => new Response('<html>'), 'JSON'],
])('a description with %s is an error for the operator', async (_name, says, message) => {
  describeIssuer(says);
  await expect(find(issuer)).rejects.toThrow(message);
});

test('a description that could not be had is asked for again, one that could is kept', async () => {
  let isUp = false;
  const asked = describeIssuer(() =>
    isUp ? Response.json({ issuer, jwks_uri: `${issuer}/keys`, keys: [] }) : new Response('', { status: 503 }),
  );
  const keys = findKeys(issuer);
  const ask = () => Promise.resolve(keys({ alg: 'RS256' }, { payload: '', signature: '' })).catch(() => undefined);
  await ask();
  isUp = true;
  await ask();
  await ask();
  expect(asked.filter((url) => url.endsWith('openid-configuration'))).toHaveLength(2);
});
