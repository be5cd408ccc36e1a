import { randomUUID } from 'node:crypto';
import { link, lstat, mkdir, open, rename, rm, writeFile as write } from 'node:fs/promises';
import * as path from 'node:path';
import type { Upload } from '../object-store.ts';
import { preconditionFailed, S3Refusal } from '../answer/refusal.ts';
import { isItself, toVersion } from './find-file.ts';

/** Takes the place of what is there only when it is whole: what breaks off leaves nothing. Gives the file's version. */
export async function writeFile(
  root: string,
  names: readonly string[],
  { bytes, isNew }: Pick<Upload, 'bytes' | 'isNew'>,
): Promise<string> {
  const file = path.join(root, ...names);
  // Not in the key's own folder, which may have to be made for it.
  const unfinished = path.join(root, `.${randomUUID()}.upload`);
  try {
    const version = await writeWhole(unfinished, bytes);
    await makeFolders(root, names.slice(0, -1));
    await checkPlace(file);
    // Unlike a new name, a link takes nobody's place.
    await (isNew ? link(unfinished, file) : rename(unfinished, file));
    return version;
  } catch (error) {
    throw toRefusal(error);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function writeWhole(file: string, bytes: Upload['bytes']): Promise<string> {
  const handle = await open(file, 'wx');
  try {
    await write(handle, bytes);
    return toVersion(await handle.stat({ bigint: true }));
  } finally {
    await handle.close();
  }
}

/** One by one, so that none is made behind a symbolic link. */
async function makeFolders(root: string, names: readonly string[]): Promise<void> {
  for (const at of names.keys()) {
    const folder = path.join(root, ...names.slice(0, at + 1));
    await mkdir(folder).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    if (!(await isItself(folder))) throw noFile();
  }
}

/** A file takes the place of a file. A link that somebody made stays, and so does a folder. */
async function checkPlace(file: string): Promise<void> {
  const stats = await lstat(file).catch(() => undefined);
  if (stats && !(stats.isFile() && (await isItself(file)))) throw noFile();
}

/** Of a key that S3 would take. */
export function noFile(): S3Refusal {
  const message =
    'The local stage keeps objects as files: this key can’t be one below its folder. Its parts between slashes must be names of files ' +
    'without a dot in front, and none may be a file or a link where a folder is needed, or the other way round.';
  return new S3Refusal(400, 'InvalidArgument', message, { ArgumentName: 'key' });
}

const notAFile: ReadonlySet<unknown> = new Set(['EINVAL', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOTDIR']);

function toRefusal(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'EEXIST') return preconditionFailed('If-None-Match');
  return notAFile.has(code) ? noFile() : error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
