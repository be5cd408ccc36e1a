import { createHash } from 'node:crypto';
import { sidecarEnd } from '../../../lib/knowledge/documents/document-types.ts';
import type { UploadedDocument } from '../../../lib/knowledge/documents/read-folder.ts';

/** What the bucket should hold at a key. */
export interface WantedObject {
  readonly key: string;
  /** Of its bytes, as hex: the ETag that S3 gives it. */
  readonly md5: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/** What tells Bedrock the attributes of each document, then the documents: none is ever there without what says who may find it. */
export function toObjects(documents: readonly UploadedDocument[]): WantedObject[] {
  const sidecars = documents.map(({ key, sidecar }) => ({
    key: key + sidecarEnd,
    md5: createHash('md5').update(sidecar).digest('hex'),
    bytes: () => Promise.resolve(sidecar),
  }));
  return [...sidecars, ...documents.map(({ key, md5, bytes }) => ({ key, md5, bytes }))];
}
