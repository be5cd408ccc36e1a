/**
 * How deep JSON may be nested, a client's and a model's. Real schemas and arguments stay below 30; what is deeper overflows
 * the stacks of those who read it recursively, the SDK's among them.
 */
export const maxDepth = 100;

/** Whether a parsed value is nested deeper than that. It does not recurse: `JSON.parse` takes any depth. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= maxDepth) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

/** The lists and objects in a list or an object. */
function childrenOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((child) => typeof child === 'object' && child !== null);
}
