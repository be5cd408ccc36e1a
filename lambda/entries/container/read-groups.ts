import { createRemoteJWKSet, jwtVerify } from 'jose';
import { findKeys } from '../../access/oidc/find-keys.ts';
import { isAboutToken } from '../../access/oidc/is-about-token.ts';
import { Failure } from '../../chat/failure.ts';
import { noGroups, type ReadGroups } from './read-handed-over.ts';

export interface UserPool {
  /** https://cognito-idp.REGION.amazonaws.com/POOL */
  readonly issuer: string;
  /** Where its keys are. @default where the issuer says */
  readonly keysUrl?: string;
}

/**
 * The groups of whoever signed in. API Gateway can't hand them over, so the token is checked once more: it must be of the
 * person whom API Gateway let in, or a client could send two. Refuses when it is not; rejects when the pool's keys can't be had.
 */
export function createReadGroups({ issuer, keysUrl }: UserPool): ReadGroups {
  const keys = keysUrl === undefined ? findKeys(issuer) : createRemoteJWKSet(new URL(keysUrl));
  return async ({ headersDistinct }, subject) => {
    const [header = ''] = headersDistinct['authorization'] ?? [];
    const token = header.replace(/^bearer /i, '');
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, subject, algorithms: ['RS256'] });
      const { 'cognito:groups': groups = [] } = payload;
      return { groups: [groups].flat().join(',') };
    } catch (error) {
      if (!isAboutToken(error)) throw error;
      return { ...noGroups, refused: unauthenticated() };
    }
  };
}

/** It may have ended on the way here. */
function unauthenticated(): Failure {
  return new Failure(
    'unauthenticated',
    'the access token is not valid, or there is more than one: sign in again, and send one',
  );
}
