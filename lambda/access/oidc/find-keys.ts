import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { isAboutToken } from './is-about-token.ts';

/** How long the issuer may take for its description, and again for its keys. */
const patienceMs = 3_000;

/** How long an issuer that failed is left alone: strangers could hold one function after the other with tokens of any kind. */
const restMs = 5_000;

/**
 * The public keys of an issuer, where its own description says that they are (OpenID Connect Discovery 1.0). Asked for when the first
 * token comes; then jose keeps them for ten minutes, and looks for an unknown key at most every 30 s, whatever callers send. Keys that
 * were good stay so while the issuer can't be asked.
 *
 * The key function rejects when the issuer can't be asked or describes another one: an error for the operator, not about a token.
 */
export function findKeys(issuer: string, now: () => number = Date.now): JWTVerifyGetKey {
  let remote: ReturnType<typeof createRemoteJWKSet> | undefined;
  let known: JSONWebKeySet | undefined;
  let failed: { readonly error: unknown; readonly untilMs: number } | undefined;

  const ask: JWTVerifyGetKey = async (header, token) => {
    remote ??= createRemoteJWKSet(await readKeysUrl(issuer), { timeoutDuration: patienceMs });
    const key = await remote(header, token);
    known = remote.jwks();
    return key;
  };

  return async (header, token) => {
    if (!failed || now() >= failed.untilMs) {
      try {
        return await ask(header, token);
      } catch (error) {
        if (isAboutToken(error)) throw error;
        failed = { error, untilMs: now() + restMs };
      }
    }
    const { error } = failed;
    if (!known) throw error;
    // A key that was not there may be a new one: nobody can say now that the token is no good.
    return createLocalJWKSet(known)(header, token).catch(() => {
      throw error;
    });
  };
}

async function readKeysUrl(issuer: string): Promise<URL> {
  const description = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { issuer: own, jwks_uri: keysUrl }: { issuer?: unknown; jwks_uri?: unknown } = await readJson(description);
  if (own !== issuer) {
    throw new Error(`${description} describes the issuer ${JSON.stringify(own)}: set oidc.issuer to exactly that`);
  }
  const url = typeof keysUrl === 'string' ? URL.parse(keysUrl) : null;
  // An issuer on loopback is one of the local stage. The setting allows no other without TLS.
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && issuer.startsWith('http:'));
  if (!url || !isSafe) throw new Error(`${description} has no jwks_uri with https`);
  return url;
}

async function readJson(url: string): Promise<object> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) }).catch(
    (cause: unknown) => {
      throw new Error(`${url} can't be read: ${String(cause)}`, { cause });
    },
  );
  if (!response.ok) throw new Error(`${url} answers with status ${response.status}`);
  const read: unknown = await response.json().catch(() => undefined);
  if (typeof read !== 'object' || read === null) throw new Error(`${url} is no JSON object`);
  return read;
}
