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

/** Each document, and beside it what tells Bedrock its attributes. */
export function toObjects(documents: readonly UploadedDocument[]): WantedObject[] {
  return documents.flatMap(({ key, md5, bytes, sidecar }) => [
    { key, md5, bytes },
    {
      key: key + sidecarEnd,
      md5: createHash('md5').update(sidecar).digest('hex'),
      bytes: () => Promise.resolve(sidecar),
    },
  ]);
}
