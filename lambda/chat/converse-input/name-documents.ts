/**
 * Gives documents names that Converse takes: letters, digits, single spaces, `-()[]`, at most 200, no two alike in one
 * request.
 */
export function nameDocuments(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    const allowed = name
      .replaceAll(/[^A-Za-z0-9()[\]-]+/g, ' ')
      .trim()
      .slice(0, 190);
    const base = allowed.trim() === '' ? 'document' : allowed.trim();
    let unique = base;
    for (let count = 2; given.has(unique); count += 1) unique = `${base} (${count})`;
    given.add(unique);
    return unique;
  };
}
