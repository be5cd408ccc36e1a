import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
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

/** What runs, by its folders in dist/lambda: one each, so that none carries another's code. Lambda finds `index.handler` in each; a container starts with `index.mjs`. */
export const entries = {
  chat: 'lambda/entries/chat.ts',
  container: 'lambda/entries/container.ts',
  'key-authorizer': 'lambda/entries/key-authorizer.ts',
  'token-authorizer': 'lambda/entries/token-authorizer.ts',
} as const;

/**
 * Bundles what runs: what CDK deploys and the local stage runs.
 *
 * The same sources give the same bytes in any folder, so an asset's hash changes only when its code does: source maps and left-over
 * files would change it.
 */
export async function buildFunctions(outdir = path.join(root, 'dist/lambda')): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const { chat: _chat, container: _container, ...small } = entries;
  const folderOf = (name: string) => path.join(outdir, name);
  await Promise.all([
    buildChat(folderOf('chat')),
    buildContainer(folderOf('container')),
    ...Object.entries(small).map(([name, index]) =>
      build({ ...buildOptions, entryPoints: { index }, outdir: folderOf(name) }),
    ),
  ]);
}

/** The chat function alone. */
export function buildChat(outdir: string): Promise<Metafile> {
  return bundleChat(outdir, entries.chat, [...plugins, unusedSdkPlugin]);
}

/**
 * The same as a server, with the file that makes an image of it. It has all of the SDK: its credentials come from the task, and the parts that ask for
 * them are left out of the function.
 */
async function buildContainer(outdir: string): Promise<void> {
  await bundleChat(outdir, entries.container, plugins);
  await copyFile(path.join(root, 'lambda/entries/container/Dockerfile'), path.join(outdir, 'Dockerfile'));
}

async function bundleChat(outdir: string, index: string, used: Plugin[]): Promise<Metafile> {
  const { metafile } = await build({
    ...buildOptions,
    entryPoints: { index },
    outdir,
    plugins: [agentsPlugin, nestedClientsPlugin, ...used],
  });
  await build({ ...buildOptions, entryPoints: nestedClients, outdir, plugins: used });
  return metafile;
}

const plugins = [builtinsPlugin, partitionsPlugin, schemaNamesPlugin, versionOnlyPlugin];

if (import.meta.main) {
  await buildFunctions();
  await buildWebPage();
  await placeOwnDocuments();
}
