/**
 * The values of a route's parameters. They are the last parts of the path: whether API Gateway puts the stage before
 * them is the integration's affair. Undefined when the path is none of the route's.
 */
export function readPathParameters(route: string, path: string): Readonly<Record<string, string>> | undefined {
  const names = route.split('/').slice(1);
  const parts = path.split('/').slice(1).slice(-names.length);
  if (parts.length !== names.length) return undefined;
  const pairs = names.map((name, at) => [name, decode(parts[at] ?? '')] as const);
  const isOfRoute = pairs.every(([name, value]) => (isParameter(name) ? value !== undefined : name === value));
  if (!isOfRoute) return undefined;
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (isParameter(name) ? [[name.slice(1, -1), value ?? '']] : [])),
  );
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
