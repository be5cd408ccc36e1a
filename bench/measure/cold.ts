import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { startEnvironment } from '../environment.ts';
import { toEvent } from '../event.ts';
import type { Reading } from '../measures.ts';
import type { Subject } from '../subjects.ts';
import type { World } from '../world/world.ts';

/** A new process and one request. To be fair, nothing is kept from round to round, and the clock starts before the process. */
export async function measureCold(subject: Subject, world: World, share?: CpuShare): Promise<Reading> {
  const environment = await startEnvironment(subject, world.variables, share ? { prefix: share.prefix } : {});
  const { firstByteMs } = await environment.ask({ event: toEvent('bench.one') });
  await environment.stop();
  const suffix = share?.suffix ?? '';
  return {
    [`coldTotalMs${suffix}`]: environment.initMs + firstByteMs,
    [`coldInvokeMs${suffix}`]: firstByteMs,
  };
}

/** A part of one CPU, as Lambda gives with memory: 0.29 with 512 MB, 0.58 with 1024 MB. */
export interface CpuShare {
  readonly suffix: '029' | '058';
  readonly prefix: readonly string[];
  remove(): void;
}

/** Undefined when this process is not allowed to create cgroups; then the results say so. */
export function makeShare(suffix: CpuShare['suffix']): CpuShare | undefined {
  const percent = Number(suffix);
  for (const { folder, file, quota } of [
    { folder: `/sys/fs/cgroup/cpu/rivulet-bench-${suffix}`, file: 'cpu.cfs_quota_us', quota: String(percent * 1000) },
    { folder: `/sys/fs/cgroup/rivulet-bench-${suffix}`, file: 'cpu.max', quota: `${percent * 1000} 100000` },
  ]) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/${file}`, quota);
      const prefix = ['sh', '-c', `echo $$ > ${folder}/cgroup.procs && exec "$@"`, 'sh'];
      return { suffix, prefix, remove: () => rmdirSync(folder) };
    } catch {
      // Another version of cgroups, or none at all.
    }
  }
  return undefined;
}
