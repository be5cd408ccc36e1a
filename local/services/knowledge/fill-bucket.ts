import * as path from 'node:path';
import { sidecarEnd } from '../../../lib/knowledge/documents/document-types.ts';
import { readDocuments, type RefusedFile } from '../../../lib/knowledge/documents/read-folder.ts';
import { type Bucket, toObject } from '../s3/bucket.ts';
import type { KnowledgePlace } from './read-places.ts';

/** Puts a folder's documents into a bucket, as `npm run knowledge -- sync` would. Gives the files that are left out. Rejects if there is no such folder. */
export async function fillBucket(
  bucket: Bucket,
  { folder, isPerCaller }: Required<Pick<KnowledgePlace, 'folder' | 'isPerCaller'>>,
  projectFolder: string,
): Promise<readonly RefusedFile[]> {
  const { documents, refused } = await readDocuments(path.resolve(projectFolder, folder), {
    isPerCaller,
    takesJson: true,
  });
  for (const { key, bytes, sidecar } of documents) {
    bucket.set(key, toObject(await bytes()));
    bucket.set(key + sidecarEnd, toObject(sidecar, 'application/json'));
  }
  return refused;
}
