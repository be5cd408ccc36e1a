import type { Part } from '../parts.ts';

/** The sources that have a mark, by their places in the answer's list. */
export function markedIn(parts: readonly Part[]): ReadonlySet<number> {
  const marks = parts.flatMap((part) => (part.kind === 'text' ? (part.marks ?? []) : []));
  return new Set(marks.map(({ source }) => source));
}
