import type { CachePointBlock } from '@aws-sdk/client-bedrock-runtime';
import type { CachePoint } from '../../../chat/content.ts';
import type { Model } from '../../../models/resolve-model.ts';

/**
 * Where the prompt is worth keeping. Nothing for a model without such a cache, and the only time that a model has, if it has
 * only one: both change what an answer costs, not what it says, and its usage shows it.
 */
export function toCachePoint(
  { ttl = '5m' }: CachePoint,
  { family }: Model,
): { readonly cachePoint: CachePointBlock }[] {
  const [only] = family.cacheTtls;
  if (only === undefined) return [];
  const kept = family.cacheTtls.includes(ttl) ? ttl : only;
  return [{ cachePoint: { type: 'default', ...(kept !== '5m' && { ttl: kept }) } }];
}
