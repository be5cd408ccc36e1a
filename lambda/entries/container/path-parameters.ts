/**
 * The values of a route's parameters. They are the last parts of the path: whether API Gateway puts the stage before
 * them is the integration's affair. Undefined when the path is none of the route's.
 */
export function readPathParameters(route: string, path: string): Readonly<Record<string, string>> | undefined {
  const names = route.split('/').slice(1);
  const parts = toParts(names, path.split('/').slice(1));
  if (parts.length !== names.length) return undefined;
  const pairs = names.map((name, at) => [name, decode(parts[at] ?? '')] as const);
  const isOfRoute = pairs.every(([name, value]) => (isParameter(name) ? value !== undefined : name === value));
  if (!isOfRoute) return undefined;
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (isParameter(name) ? [[name.replaceAll(/[{}+]/g, ''), value ?? '']] : [])),
  );
}

/** A part for each name. What ends in `{key+}` takes all that is left, and no stage is called as it begins (check-files.ts). */
function toParts(names: readonly string[], parts: readonly string[]): readonly string[] {
  if (!names.at(-1)?.endsWith('+}')) return parts.slice(-names.length);
  const own = parts[0] === names[0] ? parts : parts.slice(1);
  const fixed = names.length - 1;
  return [...own.slice(0, fixed), ...(own.length > fixed ? [own.slice(fixed).join('/')] : [])];
}

function isParameter(name: string): boolean {
  return name.startsWith('{');
}

/** Undefined for a `%` that begins no character. */
function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
