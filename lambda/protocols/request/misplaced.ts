import { only } from '../../read/accepted.ts';
import type { Shape } from '../../read/shape.ts';

/**
 * Fields of a sister API, and what this one calls them. To leave them out would change what is asked: a system prompt, a limit, a format.
 */
export function misplaced<const Names extends Readonly<Record<string, string>>>(
  names: Names,
): { readonly [Name in keyof Names]: Shape<undefined> } {
  const fields = Object.entries(names).map(([name, own]) => [
    name,
    only([], `is not a field of this API: send ${own}`),
  ]);
  // TypeScript can't follow a mapped type through entries.
  return Object.fromEntries(fields) as { readonly [Name in keyof Names]: Shape<undefined> };
}
