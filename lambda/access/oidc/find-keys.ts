import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** How long the issuer may take for its description, and again for its keys. */
const patienceMs = 3_000;

/**
 * The public keys of an issuer, where its own description says that they are (OpenID Connect Discovery 1.0). Asked for when the first
 * token comes; then jose keeps them for ten minutes, and looks for an unknown key at most every 30 s, whatever callers send.
 *
 * The key function rejects when the issuer can't be reached or describes another one: an error for the operator, not about a token.
 */
export function findKeys(issuer: string): JWTVerifyGetKey {
  let finding: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    finding ??= readKeysUrl(issuer).then((url) => createRemoteJWKSet(url, { timeoutDuration: patienceMs }));
    // What failed is tried again with the next token.
    const keys = await finding.catch((error: unknown) => {
      finding = undefined;
      throw error;
    });
    return keys(header, token);
  };
}

async function readKeysUrl(issuer: string): Promise<URL> {
  const description = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(description, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) throw new Error(`${description} answers with status ${response.status}`);
  const { issuer: own, jwks_uri: keysUrl }: { issuer?: unknown; jwks_uri?: unknown } = await readJson(response);
  if (own !== issuer) {
    throw new Error(`${description} describes the issuer ${JSON.stringify(own)}: set oidc.issuer to exactly that`);
  }
  const url = typeof keysUrl === 'string' ? URL.parse(keysUrl) : null;
  // An issuer on loopback is one of the local stage. The setting allows no other without TLS.
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && issuer.startsWith('http:'));
  if (!url || !isSafe) throw new Error(`${description} has no jwks_uri with https`);
  return url;
}

async function readJson(response: Response): Promise<object> {
  const read: unknown = await response.json();
  return typeof read === 'object' && read !== null ? read : {};
}
