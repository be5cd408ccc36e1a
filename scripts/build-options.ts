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
  // Dynamic imports are loaded on demand: the SDK's credential providers that Lambda does not use.
  splitting: true,
  // Next to the entries, so that `./` is the same folder for all.
  chunkNames: '[name]-[hash]',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;
