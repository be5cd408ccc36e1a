import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * A client's schemas name everything by constants: `{ [_h]: … }`, with `const _h = "http"` at the top of the file. To esbuild a computed key may have a
 * side effect, so it keeps the schemas of every operation. With the names written out, those that nothing uses are left out
 * (docs/decisions/0013).
 */
export const schemaNamesPlugin: Plugin = {
  name: 'schema-names',
  setup(build) {
    build.onLoad({ filter: /@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_0\.js$/ }, ({ path }) => ({
      contents: withNamesWrittenOut(readFileSync(path, 'utf8')),
    }));
  },
};

/** Keys become literal, and so does a name that is used once, which is then shorter than its constant. */
function withNamesWrittenOut(source: string): string {
  const names = new Map([...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
  const uses = Map.groupBy(source.matchAll(/\b_\w+\b/g), ([name]) => name);
  const isUsedOnce = (name: string) => uses.get(name)?.length === 2;
  return source
    .replaceAll(/\[(_\w+)\]:/g, (key, name: string) => (names.has(name) ? `${names.get(name)}:` : key))
    .replaceAll(/(?<!const )\b_\w+\b/g, (name) => (isUsedOnce(name) ? (names.get(name) ?? name) : name));
}
