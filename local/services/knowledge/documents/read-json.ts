const maxDepth = 100;

/** JSON as text: a line for each value, with the way to it, and a paragraph for each item of a list at the top. */
export function readJson(json: string): string {
  const value = parse(json);
  if (Array.isArray(value)) return value.map((item: unknown) => toLines(item, [])).join('\n\n');
  return toLines(value, []);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error('it is not JSON', { cause: error });
  }
}

function toLines(value: unknown, path: readonly string[]): string {
  if (path.length > maxDepth) throw new Error(`its JSON is deeper than ${maxDepth} levels`);
  if (typeof value !== 'object' || value === null) return [path.join('.'), String(value)].filter(Boolean).join(': ');
  return Object.entries(value)
    .map(([name, item]: [string, unknown]) => toLines(item, [...path, name]))
    .join('\n');
}
