import path from 'node:path';
import type { BuildOptions } from 'esbuild';

export const root = path.resolve(import.meta.dirname, '..');

/** How every function is bundled. Lambda finds `NAME.handler` in `NAME.mjs`. */
export const buildOptions = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  // What is imported later is loaded later: the SDK's ways to credentials that Lambda does not use.
  splitting: true,
  // Beside the entries, so that `./` is the same folder for all.
  chunkNames: '[name]-[hash]',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;
