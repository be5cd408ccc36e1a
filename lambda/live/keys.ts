import type { Key } from '../table/table.ts';

const pk = 'live#names';

/** The version that holds. */
export const currentKey: Key = { pk, sk: 'current' };

/** What each version was: twelve digits, so that they are in order. */
export function versionKey(version: number): Key {
  return { pk, sk: `version#${String(version).padStart(12, '0')}` };
}
