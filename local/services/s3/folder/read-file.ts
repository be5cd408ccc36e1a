import { constants, lstat, open } from 'node:fs/promises';
import { type FoundFile, toVersion } from './find-file.ts';

const chunkBytes = 64 * 1024;
/** What has come to the file's place since it was found is not followed or waited for. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The bytes from `first` to `last`, a chunk at a time. Each is given only if the file is still the one that was found after it was read. */
export async function* readFile(
  { file, version }: Pick<FoundFile, 'file' | 'version'>,
  first: number,
  last: number,
): AsyncGenerator<Uint8Array> {
  const handle = await open(file, flags);
  try {
    checkSame(file, version, toVersion(await handle.stat({ bigint: true })));
    for (let at = first; at <= last;) {
      const length = Math.min(chunkBytes, last - at + 1);
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
      checkSame(file, version, toVersion(await lstat(file, { bigint: true })));
      if (bytesRead === 0) throw new Error(`${file} has ended before its length`);
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

function checkSame(file: string, found: string, now: string): void {
  if (found !== now) throw new Error(`${file} has changed while it was read`);
}
