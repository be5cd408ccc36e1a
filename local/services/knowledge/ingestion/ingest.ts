import { createHash } from 'node:crypto';
import { sidecarEnd } from '../../../../lib/knowledge/documents/document-types.ts';
import type { Bucket, StoredObject } from '../../s3/bucket.ts';
import { readDocument } from '../documents/read-document.ts';
import type { Passage } from '../documents/passages.ts';
import type { Attributes } from '../retrieve/filter.ts';
import { readAttributes } from './read-attributes.ts';

/** A document whose passages are searched. */
export interface IndexedDocument {
  readonly key: string;
  /** Of the object, and of the one beside it. */
  readonly md5: string;
  readonly sidecarMd5: string;
  readonly attributes: Attributes;
  readonly passages: readonly (Passage & { readonly id: string })[];
}

export type Indexed = ReadonlyMap<string, IndexedDocument>;

/** By the names of Bedrock's statistics. */
export interface Statistics {
  readonly numberOfDocumentsScanned: number;
  readonly numberOfMetadataDocumentsScanned: number;
  readonly numberOfNewDocumentsIndexed: number;
  readonly numberOfModifiedDocumentsIndexed: number;
  readonly numberOfMetadataDocumentsModified: number;
  readonly numberOfDocumentsDeleted: number;
  readonly numberOfDocumentsFailed: number;
}

export interface Ingested {
  readonly documents: Indexed;
  readonly statistics: Statistics;
  readonly failures: readonly Failure[];
}

/** A document that could not be read. */
export interface Failure {
  readonly key: string;
  readonly reason: string;
}

/** Reads what has changed in a bucket since the last time. A document that can't be read fails alone, and is not found any more. */
export async function ingest(bucket: Bucket, before: Indexed): Promise<Ingested> {
  // As they are now: who puts an object while this runs sees it at the next time.
  const objects = new Map(bucket);
  const keys = [...objects.keys()].filter((key) => !key.endsWith(sidecarEnd) && !key.endsWith('/'));
  const documents = new Map<string, IndexedDocument>();
  const failures: Failure[] = [];
  const count = { isNew: 0, isModified: 0, hasNewSidecar: 0 };
  for (const key of keys) {
    const object = objects.get(key);
    if (!object) continue;
    const sidecar = objects.get(key + sidecarEnd);
    const old = before.get(key);
    try {
      const document = await toIndexed(key, object, sidecar, old);
      documents.set(key, document);
      if (!old) count.isNew += 1;
      else if (old.md5 !== document.md5) count.isModified += 1;
      else if (old.sidecarMd5 !== document.sidecarMd5) count.hasNewSidecar += 1;
    } catch (error) {
      failures.push({ key, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const statistics = {
    numberOfDocumentsScanned: keys.length,
    numberOfMetadataDocumentsScanned: keys.filter((key) => objects.has(key + sidecarEnd)).length,
    numberOfNewDocumentsIndexed: count.isNew,
    numberOfModifiedDocumentsIndexed: count.isModified,
    numberOfMetadataDocumentsModified: count.hasNewSidecar,
    numberOfDocumentsDeleted: [...before.keys()].filter((key) => !objects.has(key)).length,
    numberOfDocumentsFailed: failures.length,
  };
  return { documents, statistics, failures };
}

async function toIndexed(
  key: string,
  { bytes, md5 }: StoredObject,
  sidecar: StoredObject | undefined,
  old: IndexedDocument | undefined,
): Promise<IndexedDocument> {
  const sidecarMd5 = sidecar?.md5 ?? '';
  if (old?.md5 === md5 && old.sidecarMd5 === sidecarMd5) return old;
  const attributes = readAttributes(sidecar?.bytes);
  const passages = old?.md5 === md5 ? old.passages : await readDocument(key, bytes);
  const withIds = passages.map((passage, index) => ({ ...passage, id: toId(key, index) }));
  return { key, md5, sidecarMd5, attributes, passages: withIds };
}

/** The same one each time, as a client that asks twice expects. */
function toId(key: string, index: number): string {
  const hash = createHash('sha256').update(key).digest('base64url');
  return `1:0:${hash.slice(0, 20)}:${index}`;
}
