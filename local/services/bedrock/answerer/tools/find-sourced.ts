import { z } from 'zod';

/** A text that a search found, and where it is from. */
export interface Sourced {
  readonly source: string;
  readonly heading: string | undefined;
  readonly text: string;
}

const entry = z.record(z.string(), z.unknown());
const sourceNames = ['file', 'path', 'source', 'url'];
const headingNames = ['heading', 'title'];
const textNames = ['text', 'content', 'snippet', 'passage'];

/** Results lie in a list, which may lie in an object. */
const maxDepth = 4;

/** The first such text in a result that is JSON. */
export function findSourced(result: string): Sourced | undefined {
  try {
    return findIn(JSON.parse(result), maxDepth);
  } catch {
    return undefined;
  }
}

function findIn(value: unknown, depth: number): Sourced | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  const found = toSourced(value);
  if (found) return found;
  for (const inner of Object.values(value)) {
    const within = findIn(inner, depth - 1);
    if (within) return within;
  }
  return undefined;
}

function toSourced(value: object): Sourced | undefined {
  const fields = new Map(Object.entries(entry.safeParse(value).data ?? {}));
  const read = (names: readonly string[]) =>
    names.map((name) => fields.get(name)).find((said) => typeof said === 'string');
  const source = read(sourceNames);
  const text = read(textNames);
  return source === undefined || text === undefined ? undefined : { source, heading: read(headingNames), text };
}
