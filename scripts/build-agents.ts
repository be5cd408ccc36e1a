import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { buildOptions, root } from './build-options.ts';
import { builtinsPlugin } from './plugins/builtins-plugin.ts';
import { unusedAgentCodePlugin } from './plugins/unused-agent-code-plugin.ts';

const entry = 'lambda/agents/with-agents.ts';

/** The agents' bundle as the chat function imports it: from a folder that joins its own where a deployment has any. */
export const agentsPlugin: Plugin = {
  name: 'agents',
  setup(building) {
    building.onResolve({ filter: /\/agents\/with-agents\.ts$/ }, () => ({
      path: './agents/index.mjs',
      external: true,
    }));
  },
};

/**
 * Bundles the agents apart from the function, so that nothing of them is in one that has none, and so that Strands moves none of the function's
 * own code into shared files. Each agent, and what runs them, is a file that is loaded when it is first needed; the entry shares nothing with
 * them, since it is loaded at init.
 *
 * @returns what is in the entry, and in all other files
 */
export async function buildAgents(
  outdir = path.join(root, 'dist/lambda/agents'),
): Promise<{ readonly entry: Metafile; readonly lazy: Metafile }> {
  await rm(outdir, { recursive: true, force: true });
  const lazy = new Map<string, string>();
  const { metafile } = await build({
    ...buildOptions,
    entryPoints: { index: entry },
    outdir,
    plugins: [leaveOut(lazy)],
  });
  const all = await build({
    ...buildOptions,
    entryPoints: Object.fromEntries(lazy),
    outdir,
    plugins: [builtinsPlugin, unusedAgentCodePlugin],
  });
  await copyDocs(path.join(outdir, 'docs'));
  return { entry: metafile, lazy: all.metafile };
}

/** What is imported dynamically becomes an entry of the next bundle. */
function leaveOut(entries: Map<string, string>): Plugin {
  return {
    name: 'leave-out',
    setup(building) {
      building.onResolve({ filter: /^\.\.?\// }, ({ path: imported, resolveDir, kind }) => {
        if (kind !== 'dynamic-import') return undefined;
        const name = path.basename(imported, '.ts');
        entries.set(name, path.join(resolveDir, imported));
        return { path: `./${name}.mjs`, external: true };
      });
    },
  };
}

/** What the assistant searches. */
export async function copyDocs(folder: string): Promise<void> {
  const docs = path.join(root, 'docs');
  const files = (await readdir(docs)).filter((file) => file.endsWith('.md'));
  await Promise.all(files.map((file) => cp(path.join(docs, file), path.join(folder, file))));
}
