import type { CachePoint } from '../../chat/content.ts';
import { saysNothing } from '../../read/ignored.ts';
import { nullish } from '../../read/accepted.ts';
import { object, oneOf, type Shape } from '../../read/shape.ts';

const ephemeral = object({ type: oneOf(['ephemeral']), ttl: nullish(oneOf(['5m', '1h'])) });

/** Anthropic's, on any block: the prompt up to and with it is worth keeping. Clients of OpenAI's API send it, too, through gateways. */
export const cacheControl: Shape<CachePoint | undefined> = (value, field, ignored) => {
  const asked = nullish(ephemeral)(value, field, ignored);
  return asked && { kind: 'cache-point', ...(asked.ttl && { ttl: asked.ttl }) };
};

/** OpenAI's word for the same; what else it says is of its own cache. */
export const cacheBreakpoint: Shape<CachePoint | undefined> = (value) =>
  saysNothing(value) ? undefined : { kind: 'cache-point' };

interface Marked {
  readonly cache_control?: CachePoint;
  readonly prompt_cache_breakpoint?: CachePoint;
}

/** Whichever of them stands on a part. */
export function cachePointOn(part: object): CachePoint | undefined {
  const { cache_control: point, prompt_cache_breakpoint: breakpoint }: Marked = part;
  return point ?? breakpoint;
}

/** What a block is, with the cache point that stands on it, unless it is nothing or has one. */
export function withCachePoint<Part extends { readonly kind: string }>(
  parts: readonly Part[],
  point: CachePoint | undefined,
): (Part | CachePoint)[] {
  const last = parts.at(-1);
  return point && last && last.kind !== 'cache-point' ? [...parts, point] : [...parts];
}
