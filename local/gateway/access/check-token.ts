import { createRemoteJWKSet, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { toIssuerUrl } from '../../template/cognito/issuer-url.ts';
import type { LocalUserPool, PoolAuthorizer } from '../../template/access-model.ts';
import { Rejection } from '../rejection.ts';
import { findHeader, type IncomingHeaders } from '../request/incoming.ts';
import type { Clock } from './usage.ts';

/** The claims, as API Gateway hands them on: all of them text. */
type Claims = Readonly<Record<string, string>>;

export type CheckToken = (authorizer: PoolAuthorizer, headers: IncomingHeaders) => Promise<Claims>;

/** A pool, and where its keys are. */
interface Issuer {
  readonly pool: LocalUserPool;
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

/**
 * Checks tokens as API Gateway checks those of a user pool: signature, issuer, expiry, use and scope. With a scope on the
 * method it takes access tokens, without one ID tokens (API Gateway developer guide, "Integrate a REST API with a user
 * pool"). Throws UNAUTHORIZED, and never says why.
 */
export function createCheckToken(
  pools: readonly LocalUserPool[],
  keysUrls: ReadonlyMap<string, string>,
  { now }: Clock,
): CheckToken {
  const issuers = pools.map((pool) => toIssuer(pool, keysUrls));
  return async function checkToken({ header, poolIds, scopes }, headers) {
    const token = (findHeader(headers, header) ?? '').replace(/^Bearer /i, '');
    for (const issuer of issuers.filter(({ pool }) => poolIds.includes(pool.id))) {
      const claims = await verify(token, issuer, now());
      if (claims && isMeantFor(claims, issuer.pool, scopes)) return toText(claims);
    }
    throw new Rejection('UNAUTHORIZED');
  };
}

function toIssuer(pool: LocalUserPool, keysUrls: ReadonlyMap<string, string>): Issuer {
  const url = keysUrls.get(pool.id);
  if (url === undefined) throw new Error(`nothing issues tokens for the user pool ${pool.id}`);
  return {
    pool,
    issuer: toIssuerUrl(pool.id),
    keys: createRemoteJWKSet(new URL(url)),
  };
}

async function verify(token: string, { issuer, keys }: Issuer, nowMs: number): Promise<JWTPayload | undefined> {
  const options = { issuer, algorithms: ['RS256'], requiredClaims: ['exp', 'sub'], currentDate: new Date(nowMs) };
  return jwtVerify(token, keys, options).then(
    ({ payload }) => payload,
    () => undefined,
  );
}

function isMeantFor(claims: JWTPayload, { clients }: LocalUserPool, scopes: readonly string[]): boolean {
  const { token_use: use, scope, client_id: client = claims.aud } = claims;
  if (!clients.some(({ id }) => id === client)) return false;
  if (scopes.length === 0) return use === 'id';
  const granted = typeof scope === 'string' ? scope.split(' ') : [];
  return use === 'access' && scopes.some((each) => granted.includes(each));
}

/** Groups become one text with commas. */
function toText(claims: JWTPayload): Claims {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
}
