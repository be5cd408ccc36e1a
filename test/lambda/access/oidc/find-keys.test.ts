import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { findKeys } from '../../../../lambda/access/oidc/find-keys.ts';

afterEach(() => vi.unstubAllGlobals());

/** What the issuer's description says, and what was asked for. */
function describeIssuer(says: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
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
  ['no object', () => Response.json('issuer'), 'is no JSON object'],
  ['no keys', () => Response.json({ issuer }), 'has no jwks_uri with https'],
  ['keys without TLS', () => Response.json({ issuer, jwks_uri: 'http://login.example.com/keys' }), 'has no jwks_uri'],
  ['keys in a file', () => Response.json({ issuer, jwks_uri: 'file:///etc/passwd' }), 'has no jwks_uri with https'],
  ['an error', () => new Response('', { status: 500 }), 'answers with status 500'],
  ['what is not JSON', () => new Response('<html>'), 'is no JSON object'],
])('a description with %s is an error for the operator', async (_name, says, message) => {
  describeIssuer(says);
  await expect(find(issuer)).rejects.toThrow(message);
});

describe('an issuer that fails', () => {
  let nowMs = 0;
  let isUp = false;
  const now = () => nowMs;
  const answers = (keys: object[]) =>
    describeIssuer(() =>
      isUp ? Response.json({ issuer, jwks_uri: `${issuer}/keys`, keys }) : new Response('', { status: 503 }),
    );
  const header = { alg: 'ES256', kid: 'one' };
  const token = { payload: '', signature: '' };

  test('is left alone for five seconds, and asked again then', async () => {
    isUp = false;
    const asked = answers([await toKey()]);
    const keys = findKeys(issuer, now);
    for (let count = 0; count < 3; count += 1) await expect(keys(header, token)).rejects.toThrow('status 503');
    expect(asked).toHaveLength(1);
    isUp = true;
    await expect(keys(header, token)).rejects.toThrow('status 503');
    nowMs += 5_000;
    await expect(keys(header, token)).resolves.toMatchObject({ type: 'public' });
  });

  test('leaves the keys good that it had, and of others nothing can be said', async () => {
    isUp = true;
    answers([await toKey()]);
    const keys = findKeys(issuer, now);
    await keys(header, token);
    isUp = false;
    // jose keeps them for ten minutes.
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000 });
    await expect(keys(header, token)).resolves.toMatchObject({ type: 'public' });
    await expect(keys({ ...header, kid: 'two' }, token)).rejects.not.toMatchObject({
      code: 'ERR_JWKS_NO_MATCHING_KEY',
    });
    vi.useRealTimers();
  });
});

async function toKey() {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'one' };
}
