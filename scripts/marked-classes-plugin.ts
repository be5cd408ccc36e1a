import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** What the page uses of marked. */
const used = new Set(['Lexer', 'Marked', 'Tokenizer']);

/** The function `marked` and its properties, at the end of the file: `var E=new Z;function f(l,e){…}f.options=…;` and so on to `export`. */
const functionMarked =
  /var (\w+)=new \w+;function (\w+)\(\w+,\w+\)\{return \1\.parse\(\w+,\w+\)\}\2\.options=[^]*export\{([^}]*)\}/;

/**
 * The file also makes an instance of its own, with the properties of the function `marked`. To esbuild each of them may be a side
 * effect, so it keeps them all (0.2 kB, gzipped).
 */
export const markedClassesPlugin: Plugin = {
  name: 'marked-classes',
  setup(build) {
    build.onLoad({ filter: /[\\/]marked[\\/]lib[\\/]marked\.esm\.js$/ }, ({ path }) => ({
      contents: withClassesOnly(readFileSync(path, 'utf8')),
    }));
  },
};

function withClassesOnly(source: string): string {
  const [whole, , , names = ''] = functionMarked.exec(source) ?? [];
  if (whole === undefined) throw new Error('marked ends otherwise than expected: look at marked-classes-plugin.ts');
  const exported = names.split(',').filter((name) => used.has(name.split(' as ')[1] ?? ''));
  return source.replace(whole, () => `export{${exported.join()}}`);
}
