import { createHash, randomUUID } from 'node:crypto';
import type { LocalPoolClient } from '../../template/access-model.ts';
import type { SigningKey } from './signing-key.ts';
import { toSub, type User } from './users.ts';

/** Who has signed in, where and for what. Lives as long as its refresh token, through all rotations. */
export interface Session {
  readonly client: LocalPoolClient;
  readonly user: User;
  readonly scopes: readonly string[];
  /** What ties the tokens of one session together. */
  readonly originId: string;
  readonly signedInMs: number;
}

export interface Tokens {
  readonly access_token: string;
  /** Only for the scope openid. */
  readonly id_token?: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

export function openSession(client: LocalPoolClient, user: User, scopes: readonly string[], nowMs: number): Session {
  return { client, user, scopes, originId: randomUUID(), signedInMs: nowMs };
}

/** Access and ID token with the claims that Cognito's have. */
export function issueTokens(issuer: string, key: SigningKey, session: Session, nowMs: number, nonce?: string): Tokens {
  const { client, user, scopes, originId, signedInMs } = session;
  const expiresIn = client.accessTokenMinutes * 60;
  const issuedAt = toSeconds(nowMs);
  const shared = {
    sub: toSub(user),
    ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
    iss: issuer,
    origin_jti: originId,
    auth_time: toSeconds(signedInMs),
    iat: issuedAt,
    exp: issuedAt + expiresIn,
  };
  const accessToken = key.sign({
    ...shared,
    version: 2,
    client_id: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    jti: randomUUID(),
    username: user.name,
  });
  const idClaims = {
    ...shared,
    aud: client.id,
    token_use: 'id',
    'cognito:username': user.name,
    ...(scopes.includes('email') && { email: `${user.name}@example.com`, email_verified: true }),
    at_hash: toHalfHash(accessToken),
    ...(nonce !== undefined && { nonce }),
    jti: randomUUID(),
  };
  return {
    access_token: accessToken,
    ...(scopes.includes('openid') && { id_token: key.sign(idClaims) }),
    token_type: 'Bearer',
    expires_in: expiresIn,
  };
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** Ties the ID token to the access token (OpenID Connect Core, 3.1.3.6). */
function toHalfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}
