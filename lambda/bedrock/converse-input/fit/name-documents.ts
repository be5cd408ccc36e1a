/**
 * Gives documents names that Converse takes: letters, digits, single spaces, `-()[]`, at most 200, no two alike in one
 * request.
 */
export function nameDocuments(): (name: string) => string {
  const given = new Set<string>();
  /** How often a name was wanted, so that the next free one is not searched for from the start. */
  const wanted = new Map<string, number>();
  return (name) => {
    const base = toAllowed(name);
    let count = (wanted.get(base) ?? 0) + 1;
    let unique = count === 1 ? base : `${base} (${count})`;
    while (given.has(unique)) unique = `${base} (${++count})`;
    wanted.set(base, count);
    given.add(unique);
    return unique;
  };
}

function toAllowed(name: string): string {
  const allowed = name.replaceAll(/[^A-Za-z0-9()[\]-]+/g, ' ').trim();
  return allowed.slice(0, 190).trim() || 'document';
}
