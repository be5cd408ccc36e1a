import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { buildAgents } from '../scripts/build-agents.ts';
import { buildChat } from '../scripts/build.ts';
import { initBytes } from '../scripts/init-bytes.ts';
import type { Reading } from './measures.ts';
import { agentPeers, agentSubjects, floor, oursAgent, ownConfigs, peers, type Subject, subjects } from './subjects.ts';

/** Bundles every subject: ours by its own script, the others into one minified file. @returns the kB of each */
export async function buildSubjects(): Promise<ReadonlyMap<Subject, Reading>> {
  const sizes = new Map<Subject, Reading>();
  for (const [subject, settings] of ownConfigs) {
    sizes.set(subject, toSizes(subject, await buildChat(subject.folder)));
    await writeFile(path.join(subject.folder, 'settings.json'), JSON.stringify(settings));
  }
  const agents = await buildAgents(path.join(oursAgent.folder, 'agents'));
  sizes.set(oursAgent, addAgents(sizes.get(oursAgent), agents));
  for (const subject of [...peers, ...agentPeers, floor]) {
    const { metafile } = await build({
      entryPoints: { index: path.join(import.meta.dirname, `handlers/${subject.name}.ts`) },
      outdir: subject.folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      minify: true,
      // Some dependencies of these are CommonJS and call require.
      ...(callRequire.has(subject.name) && { banner: { js: requireForEsm } }),
      logLevel: 'error',
    });
    sizes.set(subject, toSizes(subject, metafile));
  }
  return sizes;
}

const callRequire = new Set(['ai', 'strands', 'ai-agent', 'strands-agent', 'langchain-agent']);
const requireForEsm = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

function toSizes(subject: Subject, metafile: Metafile): Reading {
  const kb = initBytes(metafile, 'index.mjs') / 1000;
  return {
    ...(subjects.includes(subject) && { sizeKb: kb }),
    ...(agentSubjects.includes(subject) && { agentInitKb: kb }),
  };
}

/** The entry is loaded at init, what runs the agent with the first question, the rest with what needs it. */
function addAgents(
  { agentInitKb = 0 }: Reading = {},
  { entry, lazy }: Awaited<ReturnType<typeof buildAgents>>,
): Reading {
  const entryKb = initBytes(entry, 'index.mjs') / 1000;
  const lazyBytes = Object.values(lazy.outputs).reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    agentInitKb: agentInitKb + entryKb,
    agentFirstKb: initBytes(lazy, 'run-agent.mjs', 'assistant.mjs') / 1000,
    agentAllKb: entryKb + lazyBytes / 1000,
  };
}
