import { DeleteObjectCommand, paginateListObjectsV2, PutObjectCommand } from '@aws-sdk/client-s3';
import { sidecarEnd } from '../../../lib/knowledge/documents/document-types.ts';
import { forEachAtMost } from '../../at-most.ts';
import type { Progress } from '../../progress.ts';
import type { Store } from '../store.ts';
import type { WantedObject } from './to-objects.ts';

/** What the bucket holds at a key. */
export interface KeptObject {
  readonly key: string;
  /** MD5 as hex: all here were put whole, in a bucket that encrypts with S3's own keys. */
  readonly etag: string;
  readonly bytes: number;
  readonly modified: Date | undefined;
}

/** So many connections at a time. */
const most = 8;

export async function listObjects({ s3: client, bucket: Bucket }: Store): Promise<KeptObject[]> {
  const kept: KeptObject[] = [];
  for await (const { Contents: page = [] } of paginateListObjectsV2({ client }, { Bucket })) {
    for (const { Key: key, ETag: etag = '', Size: bytes = 0, LastModified: modified } of page) {
      if (key !== undefined) kept.push({ key, etag: etag.replaceAll('"', ''), bytes, modified });
    }
  }
  return kept;
}

/** What tells the attributes of documents comes before them. */
export async function putObjects(store: Store, objects: readonly WantedObject[], progress: Progress): Promise<void> {
  let done = 0;
  const { sidecars, documents } = partition(objects, ({ key }) => key);
  for (const each of [sidecars, documents]) {
    await forEachAtMost(most, each, async ({ key: Key, bytes }) => {
      await store.s3.send(new PutObjectCommand({ Bucket: store.bucket, Key, Body: await bytes() }));
      progress.show('files uploaded', ++done, objects.length);
    });
  }
}

/** What tells the attributes of documents goes after them. */
export async function deleteObjects(store: Store, keys: readonly string[], progress: Progress): Promise<void> {
  let done = 0;
  const { sidecars, documents } = partition(keys, (key) => key);
  for (const each of [documents, sidecars]) {
    await forEachAtMost(most, each, async (Key) => {
      await store.s3.send(new DeleteObjectCommand({ Bucket: store.bucket, Key }));
      progress.show('files deleted', ++done, keys.length);
    });
  }
}

function partition<T>(all: readonly T[], keyOf: (one: T) => string) {
  const isSidecar = (one: T) => keyOf(one).endsWith(sidecarEnd);
  return { sidecars: all.filter(isSidecar), documents: all.filter((one) => !isSidecar(one)) };
}

/** The documents among them: no sidecars. */
export function documentsOf(objects: readonly KeptObject[]): KeptObject[] {
  return objects.filter(({ key }) => !key.endsWith(sidecarEnd));
}
