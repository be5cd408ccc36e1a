import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { access, constants, lstat, realpath } from 'node:fs/promises';
import * as path from 'node:path';

export interface FoundFile {
  readonly file: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly version: string;
}

/** The file at the end of these names; undefined if there is none that can be read. */
export async function findFile(root: string, names: readonly string[]): Promise<FoundFile | undefined> {
  const file = path.join(root, ...names);
  try {
    const stats = await lstat(file, { bigint: true });
    if (!stats.isFile() || !(await isItself(file))) return undefined;
    await access(file, constants.R_OK);
    return { file, size: Number(stats.size), modifiedMs: Number(stats.mtimeMs), version: toVersion(stats) };
  } catch {
    return undefined;
  }
}

/** Whether something is at a path that leads over no symbolic link, and that is spelled as on the disk, where others would lead there, too. */
export async function isItself(file: string): Promise<boolean> {
  return (await realpath(file).catch(() => undefined)) === file;
}

/** What is another one as soon as a file is written or replaced. */
export function toVersion({ size, mtimeNs, ino }: BigIntStats): string {
  return `${size}-${mtimeNs}-${ino}`;
}

/** No hash of the bytes, which would have to be read: as of an upload in parts, which S3 marks with their number. */
export function toEtag(version: string): string {
  return `"${createHash('sha256').update(version).digest('hex').slice(0, 32)}-1"`;
}
