import { type Bucket, type StoredObject, toObject } from './bucket.ts';
import type { FoundObject, ObjectStore } from './object-store.ts';
import { preconditionFailed, S3Refusal } from './answer/refusal.ts';

/** More than the largest document. */
const maxBytes = 64 * 1024 * 1024;

/** What is in a bucket in memory, for S3's answers. */
export function toMemoryStore(bucket: Bucket): ObjectStore {
  return {
    keys: async (prefix) => [...bucket.keys()].filter((key) => key.startsWith(prefix)),

    async find(key) {
      const object = bucket.get(key);
      return object && toFound(object);
    },

    async put(key, { bytes, contentType, isNew }) {
      const object = toObject(await collect(bytes), contentType);
      if (isNew && bucket.has(key)) throw preconditionFailed('If-None-Match');
      bucket.set(key, object);
      return toEtag(object);
    },

    async remove(key) {
      bucket.delete(key);
    },
  };
}

function toFound(object: StoredObject): FoundObject {
  const { bytes, contentType, modifiedMs } = object;
  return {
    size: bytes.length,
    etag: toEtag(object),
    contentType,
    modifiedMs,
    async *read(first, last) {
      yield bytes.subarray(first, last + 1);
    },
  };
}

function toEtag({ md5 }: StoredObject): string {
  return `"${md5}"`;
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > maxBytes)
      throw new S3Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
