import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build, type BuildOptions, type OutputFile } from 'esbuild';
import { minify } from 'terser';
import { buildOptions, root } from './build-options.ts';
import { builtinsPlugin } from './plugins/builtins-plugin.ts';
import { markedClassesPlugin } from './plugins/marked-classes-plugin.ts';

/** A file of the page, by its path below `/web`. */
interface PageFile {
  readonly name: string;
  readonly contents: Uint8Array;
}

/** Builds the chat page and the function that serves it: the asset that CDK deploys when `webPage` is `api`. */
export async function buildWebPage(outdir = path.join(root, 'dist/web')): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const entryPoints = { index: 'lambda/entries/web-page.ts' };
  await build({ ...buildOptions, entryPoints, outdir, plugins: [builtinsPlugin] });
  for (const { name, contents } of await bundlePage()) await writeWithBrotli(path.join(outdir, 'page', name), contents);
}

/** How the page's scripts and styles are bundled. */
export const pageOptions = {
  absWorkingDir: root,
  tsconfig: 'web/tsconfig.json',
  entryPoints: ['web/main.tsx', 'web/style.css'],
  entryNames: 'assets/[name]-[hash]',
  outdir: 'page',
  write: false,
  bundle: true,
  splitting: true,
  chunkNames: 'assets/[name]-[hash]',
  charset: 'utf8',
  format: 'esm',
  platform: 'browser',
  // Browsers since 2024: they have `Map.groupBy` and nested CSS, and Trusted Types (or ignore them).
  target: 'es2024',
  minify: true,
  plugins: [markedClassesPlugin],
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

/** The page's files. Names of scripts and styles contain a hash of their content, so browsers may cache them for ever. */
export async function bundlePage(): Promise<readonly PageFile[]> {
  const { outputFiles } = await build(pageOptions);
  const assets = await Promise.all(outputFiles.map(toPageFile));
  const html = await readFile(path.join(root, 'web/index.html'), 'utf8');
  const linked = assets.reduce((text, { name }) => text.replace(withoutHash(name), name), html);
  const words: Readonly<Record<string, object>> = JSON.parse(
    await readFile(path.join(root, 'web/words/words.json'), 'utf8'),
  );
  const languages = Object.entries(words).map(([code, texts]) => toFile(`words/${code}.json`, JSON.stringify(texts)));
  return [toFile('index.html', linked), ...assets, ...languages];
}

function toFile(name: string, text: string): PageFile {
  return { name, contents: Buffer.from(text) };
}

async function toPageFile({ path: file, contents, text }: OutputFile): Promise<PageFile> {
  const name = path.relative(path.join(root, 'page'), file).replaceAll(path.sep, '/');
  if (!name.endsWith('.js')) return { name, contents };
  // About 1.7 kB less, gzipped, than esbuild's own minifier: 0.3 of it because functions stand together. No script here relies on when a
  // property is read.
  const compress = { passes: 2, pure_getters: true, hoist_funs: true };
  const { code = '' } = await minify(text, { module: true, compress });
  return toFile(name, code);
}

function withoutHash(name: string): string {
  return name.replace(/-[A-Z0-9]{8}(?=\.)/, '');
}

async function writeWithBrotli(file: string, contents: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(file, contents);
  await writeFile(`${file}.br`, await promisify(brotliCompress)(contents, { params }));
}
