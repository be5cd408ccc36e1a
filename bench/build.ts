import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { buildChat } from '../scripts/build.ts';
import { initBytes } from '../scripts/init-bytes.ts';
import { floor, ownConfigs, peers, type Subject } from './subjects.ts';

/** Bundles every subject: ours by its own script, the others into one minified file. @returns the kB that are loaded at init */
export async function buildSubjects(): Promise<ReadonlyMap<Subject, number>> {
  const sizes = new Map<Subject, number>();
  for (const [subject, settings] of ownConfigs) {
    sizes.set(subject, initBytes(await buildChat(subject.folder), 'index.mjs') / 1000);
    await writeFile(path.join(subject.folder, 'settings.json'), JSON.stringify(settings));
  }
  for (const subject of [...peers, floor]) {
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
      // Some dependencies of ai and strands are CommonJS and call require.
      ...(['ai', 'strands'].includes(subject.name) && { banner: { js: requireForEsm } }),
      logLevel: 'error',
    });
    sizes.set(subject, initBytes(metafile, 'index.mjs') / 1000);
  }
  return sizes;
}

const requireForEsm = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
