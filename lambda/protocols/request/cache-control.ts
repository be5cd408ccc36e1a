import type { CachePoint } from '../../chat/content.ts';
import { nullish, object, oneOf, type Shape } from '../../read/shape.ts';

const ephemeral = object({ type: oneOf(['ephemeral']), ttl: nullish(oneOf(['5m', '1h'])) });

/** Anthropic's, on any block: the prompt up to and with it is worth keeping. Clients of OpenAI's API send it, too, through gateways. */
export const cacheControl: Shape<CachePoint | undefined> = (value, field, ignored) => {
  const asked = nullish(ephemeral)(value, field, ignored);
  return asked && { kind: 'cache-point', ...(asked.ttl && { ttl: asked.ttl }) };
};

/** What a block is, with the cache point that stands on it, unless it is nothing or has one. */
export function withCachePoint<Part extends { readonly kind: string }>(
  parts: readonly Part[],
  point: CachePoint | undefined,
): (Part | CachePoint)[] {
  const last = parts.at(-1);
  return point && last && last.kind !== 'cache-point' ? [...parts, point] : [...parts];
}
