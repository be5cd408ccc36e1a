import type { Ask } from './bucket/ask.ts';
import { listObjects, type StoredObject } from './bucket/list-objects.ts';
import { isKey } from './keys.ts';
import type { Place } from './places.ts';

export interface ListWish {
  /** How keys must begin, as the caller sees them. */
  readonly prefix: string;
  readonly limit: number;
  /** The `next` of an earlier page. */
  readonly after?: string | undefined;
}

/** Keys as the caller sees them. */
export interface FilePage {
  readonly files: readonly StoredObject[];
  /** Behind which the next page begins. */
  readonly next?: string;
}

/** A page of all places together, in the order of their keys. What no request can name is left out. */
export async function listFiles(
  ask: Ask,
  places: readonly Place[],
  { prefix, limit, after }: ListWish,
  signal: AbortSignal,
): Promise<FilePage> {
  const parts = places.flatMap((place) => toPart(place, prefix, after) ?? []);
  const found: StoredObject[] = [];
  for (const [at, { place, ...from }] of parts.entries()) {
    const page = await listObjects(ask, { ...from, limit: limit - found.length }, signal);
    found.push(...page.objects.map((object) => ({ ...object, key: toSeen(place, object.key) })));
    const isFull = page.hasMore || (found.length >= limit && at < parts.length - 1);
    if (isFull) return { files: named(found), next: found.at(-1)?.key ?? '' };
  }
  return { files: named(found) };
}

function named(found: readonly StoredObject[]): readonly StoredObject[] {
  return found.filter(({ key }) => isKey(key));
}

/** What to list of a place; undefined for one that has nothing of it. */
function toPart(place: Place, prefix: string, after: string | undefined) {
  const { seen, stored } = place;
  if (!prefix.startsWith(seen) && !seen.startsWith(prefix)) return undefined;
  const part = { place, prefix: stored + prefix.slice(seen.length) };
  if (after === undefined || after < seen) return part;
  return after.startsWith(seen) ? { ...part, after: stored + after.slice(seen.length) } : undefined;
}

function toSeen({ seen, stored }: Place, key: string): string {
  return seen + key.slice(stored.length);
}
