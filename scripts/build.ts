import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Bundles the functions: the one artifact that CDK deploys and the local stage runs.
 *
 * The same sources give the same bytes in any folder, so the asset's hash changes only when the code does: source maps
 * and left-over files would change it. Lambda finds `index.handler` in `index.mjs`,
 * `authorizer.handler` in `authorizer.mjs`.
 */
export async function buildFunction(outdir = path.join(root, 'dist/lambda')): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { index: 'lambda/index.ts', authorizer: 'lambda/authorizer.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

if (import.meta.main) await buildFunction();
