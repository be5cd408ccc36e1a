import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { buildOptions, root } from './build-options.ts';
import { agentsPlugin } from './build-agents.ts';
import { buildWebPage } from './build-web-page.ts';
import { placeOwnDocuments } from './knowledge/own-documents.ts';
import { builtinsPlugin } from './plugins/builtins-plugin.ts';
import { nestedClients, nestedClientsPlugin } from './plugins/nested-clients-plugin.ts';
import { partitionsPlugin } from './plugins/partitions-plugin.ts';
import { schemaNamesPlugin } from './plugins/schema-names-plugin.ts';
import { unusedSdkPlugin } from './plugins/unused-sdk-plugin.ts';
import { versionOnlyPlugin } from './plugins/version-only-plugin.ts';

/** The functions, by their folders in dist/lambda: one each, so that none carries another's code. Lambda finds `index.handler` in each. */
export const entries = {
  chat: 'lambda/entries/chat.ts',
  'key-authorizer': 'lambda/entries/key-authorizer.ts',
  'token-authorizer': 'lambda/entries/token-authorizer.ts',
} as const;

/**
 * Bundles the functions: what CDK deploys and the local stage runs.
 *
 * The same sources give the same bytes in any folder, so an asset's hash changes only when its code does: source maps and left-over
 * files would change it.
 */
export async function buildFunctions(outdir = path.join(root, 'dist/lambda')): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const { chat: _chat, ...small } = entries;
  const folderOf = (name: string) => path.join(outdir, name);
  await Promise.all([
    buildChat(folderOf('chat')),
    ...Object.entries(small).map(([name, index]) =>
      build({ ...buildOptions, entryPoints: { index }, outdir: folderOf(name) }),
    ),
  ]);
}

/** The chat function alone. */
export async function buildChat(outdir: string): Promise<Metafile> {
  const entryPoints = { index: entries.chat };
  const { metafile } = await build({
    ...buildOptions,
    entryPoints,
    outdir,
    plugins: [agentsPlugin, nestedClientsPlugin, ...plugins],
  });
  await build({ ...buildOptions, entryPoints: nestedClients, outdir, plugins });
  return metafile;
}

const plugins = [builtinsPlugin, partitionsPlugin, schemaNamesPlugin, versionOnlyPlugin, unusedSdkPlugin];

if (import.meta.main) {
  await buildFunctions();
  await buildWebPage();
  await placeOwnDocuments();
}
