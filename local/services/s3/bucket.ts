import { createHash } from 'node:crypto';

export interface StoredObject {
  readonly bytes: Uint8Array;
  /** MD5 of the bytes as hex: the ETag of an object that is put whole. */
  readonly md5: string;
  readonly contentType: string;
  readonly modifiedMs: number;
}

/** Objects in memory, by their keys. A key is no path: nothing of it reaches the file system. */
export type Bucket = Map<string, StoredObject>;

export function toObject(bytes: Uint8Array, contentType = 'application/octet-stream'): StoredObject {
  return { bytes, md5: createHash('md5').update(bytes).digest('hex'), contentType, modifiedMs: Date.now() };
}
