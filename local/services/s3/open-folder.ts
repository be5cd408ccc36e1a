import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { StageSetup } from '../service.ts';

interface FilesFolder {
  readonly folder: string;
  /** Whether it is there when the stage has ended. */
  readonly isKept: boolean;
  /** Deletes one that nobody has named. */
  readonly remove: () => Promise<void>;
}

/** The folder whose files are served: the one of `--files`, or one in that of `--data`, or else a temporary one. Rejects if the first is not there. */
export async function openFolder({ files, data }: Pick<StageSetup, 'files' | 'data'>): Promise<FilesFolder> {
  if (files !== undefined) {
    const stats = await stat(files).catch(() => undefined);
    if (!stats?.isDirectory()) throw new Error(`--files ${files}: there is no such folder`);
    return { folder: files, isKept: true, remove: async () => undefined };
  }
  if (data !== undefined) {
    const folder = path.join(data, 'files');
    await mkdir(folder, { recursive: true });
    return { folder, isKept: true, remove: async () => undefined };
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-files-'));
  return { folder, isKept: false, remove: () => rm(folder, { recursive: true, force: true }) };
}
