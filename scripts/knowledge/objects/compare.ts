import { sidecarEnd } from '../../../lib/knowledge/documents/document-types.ts';
import type { KeptObject } from './kept-objects.ts';
import type { WantedObject } from './to-objects.ts';

/** What makes the bucket the same as the folder. */
export interface Changes {
  readonly uploads: readonly WantedObject[];
  /** Keys. Everything in the bucket came from a folder. */
  readonly deletes: readonly string[];
}

/**
 * By hash, so that dates don't matter, and a sync that was stopped goes on where it was.
 * @param unread keys of files that are in the folder and could not be read: what is there of them stays as it was
 */
export function compare(
  wanted: readonly WantedObject[],
  kept: readonly Pick<KeptObject, 'key' | 'etag'>[],
  unread: readonly string[] = [],
): Changes {
  const etags = new Map(kept.map(({ key, etag }) => [key, etag]));
  const keys = new Set([...wanted.map(({ key }) => key), ...unread.flatMap((key) => [key, key + sidecarEnd])]);
  return {
    uploads: wanted.filter(({ key, md5 }) => etags.get(key) !== md5),
    deletes: kept.flatMap(({ key }) => (keys.has(key) ? [] : key)),
  };
}
