import type { FilesConfig } from '../config.ts';
import { isKey } from './keys.ts';

/** A part of the bucket, as a caller sees it. */
export interface Place {
  /** How keys begin for the caller. */
  readonly seen: string;
  /** How the same keys begin in the bucket. */
  readonly stored: string;
  /** Whether the caller may put files there. */
  readonly isOwn: boolean;
}

/** In the order of what is seen. A caller's own key never names another's place: each begins with what is written here. */
export function placesOf({ prefix, isPerCaller }: FilesConfig, caller: string): readonly Place[] {
  if (!isPerCaller) return [{ seen: '', stored: prefix, isOwn: true }];
  return [
    { seen: 'everyone/', stored: `${prefix}everyone/`, isOwn: false },
    { seen: 'mine/', stored: `${prefix}callers/${caller}/`, isOwn: true },
  ];
}

/** Where a caller's key leads in the bucket; undefined where it leads nowhere. */
export function toStored(places: readonly Place[], key: string): string | undefined {
  const place = places.find(({ seen }) => key.startsWith(seen));
  const stored = place && isKey(key) ? place.stored + key.slice(place.seen.length) : '';
  return isKey(stored) ? stored : undefined;
}
