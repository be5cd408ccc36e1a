import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { builtinsPlugin } from './builtins-plugin.ts';
import { nestedClients, nestedClientsPlugin } from './nested-clients-plugin.ts';
import { versionOnlyPlugin } from './version-only-plugin.ts';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Bundles the functions: the one artifact that CDK deploys and the local stage runs.
 *
 * The same sources give the same bytes in any folder, so the asset's hash changes only when the code does: source maps
 * and left-over files would change it. Lambda finds `index.handler` in `index.mjs`,
 * `authorizer.handler` in `authorizer.mjs`.
 */
export async function buildFunction(outdir = path.join(root, 'dist/lambda')): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const entries = { index: 'lambda/index.ts', authorizer: 'lambda/authorizer.ts' };
  const { metafile } = await build({
    ...options,
    entryPoints: entries,
    outdir,
    plugins: [nestedClientsPlugin, ...plugins],
  });
  await build({ ...options, entryPoints: nestedClients, outdir, plugins });
  return metafile;
}

const plugins = [builtinsPlugin, versionOnlyPlugin];

const options = {
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

if (import.meta.main) await buildFunction();
