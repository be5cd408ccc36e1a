import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { buildOptions, root } from './build-options.ts';
import { buildWebPage } from './build-web-page.ts';
import { builtinsPlugin } from './builtins-plugin.ts';
import { nestedClients, nestedClientsPlugin } from './nested-clients-plugin.ts';
import { schemaNamesPlugin } from './schema-names-plugin.ts';
import { unusedSdkPlugin } from './unused-sdk-plugin.ts';
import { versionOnlyPlugin } from './version-only-plugin.ts';

/**
 * Bundles the functions: the one artifact that CDK deploys and the local stage runs.
 *
 * The same sources give the same bytes in any folder, so the asset's hash changes only when the code does: source maps
 * and left-over files would change it. Lambda finds `index.handler` in `index.mjs`,
 * `key-authorizer.handler` in `key-authorizer.mjs`.
 */
export async function buildFunction(outdir = path.join(root, 'dist/lambda')): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const entries = { index: 'lambda/entries/chat.ts', 'key-authorizer': 'lambda/entries/key-authorizer.ts' };
  const { metafile } = await build({
    ...buildOptions,
    entryPoints: entries,
    outdir,
    plugins: [nestedClientsPlugin, ...plugins],
  });
  await build({ ...buildOptions, entryPoints: nestedClients, outdir, plugins });
  // By itself: a piece that two entries share is a file more for each to load.
  await build({ ...buildOptions, entryPoints: { 'token-authorizer': 'lambda/entries/token-authorizer.ts' }, outdir });
  return metafile;
}

const plugins = [builtinsPlugin, schemaNamesPlugin, versionOnlyPlugin, unusedSdkPlugin];

if (import.meta.main) {
  await buildFunction();
  await buildWebPage();
}
