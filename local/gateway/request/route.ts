import type { LocalMethod } from '../../template/model.ts';

export interface Route {
  readonly method: LocalMethod;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Match {
  readonly resourcePath: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** One digit a part, smaller is more specific: literal 0, {parameter} 1, {proxy+} 2. */
  readonly rank: string;
}

/**
 * The method that API Gateway picks. Part by part, literal text wins over a {parameter}, and that over {proxy+}. The path alone decides
 * first; then the exact verb wins over ANY.
 */
export function findRoute(methods: readonly LocalMethod[], httpMethod: string, path: string): Route | undefined {
  const parts = path.replace(/\/+$/, '').split('/').slice(1);
  const resourcePaths = [...new Set(methods.map((method) => method.resourcePath))];
  const [best] = resourcePaths
    .flatMap((resourcePath) => matchPath(resourcePath, parts) ?? [])
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1));
  const candidates = methods.filter((method) => method.resourcePath === best?.resourcePath);
  const method =
    candidates.find((candidate) => candidate.httpMethod === httpMethod) ??
    candidates.find((candidate) => candidate.httpMethod === 'ANY');
  return best && method && { method, pathParameters: best.pathParameters };
}

function matchPath(resourcePath: string, parts: readonly string[]): Match | undefined {
  const pattern = resourcePath === '/' ? [] : resourcePath.split('/').slice(1);
  const parameters: [name: string, value: string][] = [];
  let rank = '';
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(expected) ?? [];
    if (name === undefined && part !== expected) return undefined;
    if (name !== undefined) parameters.push([name, decode(plus ? parts.slice(index).join('/') : part)]);
    if (plus) return { resourcePath, pathParameters: Object.fromEntries(parameters), rank: `${rank}2` };
    rank += name === undefined ? '0' : '1';
  }
  if (pattern.length !== parts.length) return undefined;
  return { resourcePath, pathParameters: Object.fromEntries(parameters), rank };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
