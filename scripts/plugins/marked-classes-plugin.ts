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
      contents: withShortRules(withClassesOnly(readFileSync(path, 'utf8'))),
    }));
  },
};

function withClassesOnly(source: string): string {
  const [whole, , , names = ''] = functionMarked.exec(source) ?? [];
  if (whole === undefined) throw new Error('marked ends otherwise than expected: look at marked-classes-plugin.ts');
  const exported = names.split(',').filter((name) => used.has(name.split(' as ')[1] ?? ''));
  return source.replace(whole, () => `export{${exported.join()}}`);
}

/** No minifier may shorten the names of its rules, of up to 23 letters, though only the file itself reads them: 0.25 kB, gzipped. */
function withShortRules(source: string): string {
  // Those of one word are names of other things, too.
  const names = new Set(Array.from(source.matchAll(/\brules\.\w+\.([a-z]+[A-Z]\w*)/g), ([, name = '']) => name));
  const short = new Map([...names].map((name, at) => [name, `r${at}`]));
  return source.replaceAll(/(?<=[.{,])\w+/g, (name) => short.get(name) ?? name);
}
