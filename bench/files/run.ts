import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunctions } from '../../scripts/build.ts';
import { startBuiltStage } from '../../test/fixtures/built-stage.ts';
import { environmentMb } from '../../test/fixtures/environment-pids.ts';
import type { FilesOptions } from './options.ts';

export interface FilesResult {
  readonly bytes: number;
  readonly seconds: number;
  /** The memory of what answers, in MB: before the file, and the most in each tenth of it. */
  readonly before: number;
  readonly tenths: readonly number[];
}

const sampleMs = 200;

/** The real stack, synthesized and run whole, with one file that has room on no heap. */
export async function runFiles({ backend, megabytes }: FilesOptions): Promise<FilesResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-load-files-'));
  try {
    const codePath = path.join(folder, 'code');
    const files = path.join(folder, 'files');
    await buildFunctions(codePath);
    await makeFile(files, megabytes * 1_000_000);
    const stage = await startBuiltStage({ codePath }, { backend, files: 'create' }, { files });
    try {
      const ask = (name: string) =>
        fetch(`${stage.url}files/${name}`, { headers: { 'x-api-key': stage.apiKey ?? '' } });
      // What is loaded with the first file is none of the answer's.
      await (await ask('small')).text();
      return await read(await ask('large'), megabytes * 1_000_000);
    } finally {
      await stage.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(answer: Response, expected: number): Promise<FilesResult> {
  const startedMs = performance.now();
  const before = environmentMb();
  const tenths: number[] = Array.from({ length: 10 }, () => before);
  let bytes = 0;
  const sample = () => {
    const at = Math.min(9, Math.floor((bytes * 10) / expected));
    tenths[at] = Math.max(tenths[at] ?? 0, environmentMb());
  };
  const sampling = setInterval(sample, sampleMs);
  try {
    for await (const chunk of answer.body ?? []) bytes += chunk.length;
    sample();
  } finally {
    clearInterval(sampling);
  }
  if (bytes !== expected) throw new Error(`${bytes} bytes of ${expected} came, with status ${answer.status}`);
  return { bytes, seconds: (performance.now() - startedMs) / 1000, before, tenths };
}

/** Without space on the disk. */
async function makeFile(folder: string, bytes: number): Promise<void> {
  await mkdir(folder);
  await writeFile(path.join(folder, 'small'), 'x');
  await writeFile(path.join(folder, 'large'), '');
  await truncate(path.join(folder, 'large'), bytes);
}
