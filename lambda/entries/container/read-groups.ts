import { jwtVerify } from 'jose';
import { findKeys } from '../../access/oidc/find-keys.ts';
import type { ReadGroups } from './read-handed-over.ts';

/**
 * The groups of whoever signed in. API Gateway can't hand them over, so the token is checked once more: it must be of the
 * person whom API Gateway let in, or a client could send two. Rejects when it is not, and when the pool's keys can't be had.
 *
 * @param issuer the user pool's: https://cognito-idp.REGION.amazonaws.com/POOL
 */
export function createReadGroups(issuer: string | undefined): ReadGroups {
  if (issuer === undefined) throw new Error('RIVULET_USERS_ISSUER is missing: deploy the stack again');
  const keys = findKeys(issuer);
  return async ({ headersDistinct }, subject) => {
    const [header = ''] = headersDistinct['authorization'] ?? [];
    const token = header.replace(/^bearer /i, '');
    const { payload } = await jwtVerify(token, keys, { issuer, subject, algorithms: ['RS256'] });
    const { 'cognito:groups': groups = [] } = payload;
    return [groups].flat().join(',');
  };
}
