import { realpath, rm } from 'node:fs/promises';
import type { FoundObject, ObjectStore } from '../object-store.ts';
import { toContentType } from './content-type.ts';
import { findFile, type FoundFile, toEtag } from './find-file.ts';
import { listFiles } from './list-files.ts';
import { toNames } from './names.ts';
import { readFile } from './read-file.ts';
import { noFile, writeFile } from './write-file.ts';

export interface FolderBucketOptions {
  readonly folder: string;
  /** How keys begin: the file `docs/a.md` of the folder has the key `prefix` + `docs/a.md`. */
  readonly prefix: string;
}

/**
 * The files below a folder as the objects of a bucket, as they are at any moment: nothing is copied, and no file is held in memory. A key that
 * can't be a file below it is not there, and never reaches the file system.
 */
export async function openFolderBucket({ folder, prefix }: FolderBucketOptions): Promise<ObjectStore> {
  // It may be a link itself; below it, none is followed.
  const root = await realpath(folder);
  /** Of what was put, as long as it is what was put. */
  const types = new Map<string, Pick<FoundObject, 'etag' | 'contentType'>>();

  function namesOf(key: string): readonly string[] | undefined {
    return key.startsWith(prefix) ? toNames(key.slice(prefix.length)) : undefined;
  }

  async function findOf(key: string): Promise<FoundFile | undefined> {
    const names = namesOf(key);
    return names && findFile(root, names);
  }

  return {
    async keys(asked) {
      if (!asked.startsWith(prefix) && !prefix.startsWith(asked)) return [];
      const keys: string[] = [];
      for await (const key of listFiles(root, asked.slice(prefix.length))) keys.push(prefix + key);
      return keys;
    },

    async find(key) {
      const found = await findOf(key);
      return found && toObject(found, types.get(key));
    },

    async put(key, upload) {
      const names = namesOf(key);
      if (!names) throw noFile();
      const etag = toEtag(await writeFile(root, names, upload));
      types.set(key, { etag, contentType: upload.contentType ?? 'application/octet-stream' });
      return etag;
    },

    async remove(key) {
      const found = await findOf(key);
      if (found) await rm(found.file, { force: true });
      types.delete(key);
    },
  };
}

function toObject(found: FoundFile, put: Pick<FoundObject, 'etag' | 'contentType'> | undefined): FoundObject {
  const etag = toEtag(found.version);
  return {
    size: found.size,
    etag,
    contentType: put?.etag === etag ? put.contentType : toContentType(found.file),
    modifiedMs: found.modifiedMs,
    read: (first, last) => readFile(found, first, last),
  };
}
