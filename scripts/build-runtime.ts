import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { copyDocs } from './build-agents.ts';
import { buildOptions, root } from './build-options.ts';
import { agentcoreAppPlugin } from './plugins/agentcore-app-plugin.ts';

/**
 * Bundles the app that runs an agent on AgentCore, as a code asset: one file and what says that it is a module, for Node.js 22, which is AgentCore's
 * newest. The local stage runs the same file.
 */
export async function buildRuntime(outdir = path.join(root, 'dist/agentcore')): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await build({
    ...buildOptions,
    entryPoints: { index: 'agents/agentcore/app.ts' },
    outdir,
    outExtension: { '.js': '.js' },
    target: 'node22',
    // Each agent is in it: AgentCore starts one machine for each session, and reads the file once.
    splitting: false,
    plugins: [agentcoreAppPlugin],
    // Fastify and its like are CommonJS, and ask for Node's modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  await writeFile(path.join(outdir, 'package.json'), '{"type":"module"}\n');
  await copyDocs(path.join(outdir, 'docs'));
}
