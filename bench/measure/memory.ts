import { bytesOf } from '../answer-load.ts';
import { startEnvironment } from '../environment.ts';
import { toEvent } from '../event.ts';
import type { Reading } from '../measures.ts';
import type { Subject } from '../subjects.ts';
import type { World } from '../world/world.ts';

/** For each subject a new process and one answer of 12 MB. To be fair, the peak is the kernel's, and missing bytes are counted. */
export async function measureMemory(subject: Subject, world: World): Promise<Reading> {
  const fast = await peakOf(subject, world);
  const slow = await peakOf(subject, world, 2_000_000);
  const missingBytes = Math.max(fast.missingBytes, slow.missingBytes);
  return { rssFastMb: fast.peakMb, rssSlowMb: slow.peakMb, missingBytes };
}

async function peakOf(subject: Subject, world: World, bytesPerSecond?: number) {
  const environment = await startEnvironment(subject, world.variables);
  try {
    const { bytes } = await environment.ask({
      event: toEvent('bench.big'),
      ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    });
    return { peakMb: environment.peakRssMb(), missingBytes: bytesOf('bench.big') - bytes };
  } finally {
    await environment.stop();
  }
}
