/** The name that was most likely meant by `wrong`, or undefined when none is close. A correct name returns itself. */
export function findClosestName(wrong: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, distance: toDistance(simplify(wrong), simplify(name)) }))
    .filter(({ name, distance }) => distance <= (name.length > 6 ? 2 : 1))
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.name;
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Levenshtein's edit distance: insertions, deletions and substitutions, one row at a time. */
function toDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index += 1) {
    const next = [index + 1];
    for (let column = 0; column < to.length; column += 1) {
      const substituted = (row[column] ?? 0) + (from[index] === to[column] ? 0 : 1);
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
