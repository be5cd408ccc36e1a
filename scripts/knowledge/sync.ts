import path from 'node:path';
import { sidecarEnd } from '../../lib/knowledge/documents/document-types.ts';
import { readDocuments, type RefusedFile } from '../../lib/knowledge/documents/read-folder.ts';
import { tellJson } from '../../lib/knowledge/documents/tell-json.ts';
import { root } from '../build-options.ts';
import { toPrintableLine } from '../printable.ts';
import type { Knowledge } from './find-knowledge.ts';
import { ingest, type IngestOptions } from './ingestion/ingest.ts';
import { tellIngestion } from './ingestion/tell-ingestion.ts';
import { compare } from './objects/compare.ts';
import { deleteObjects, listObjects, putObjects } from './objects/kept-objects.ts';
import { toObjects } from './objects/to-objects.ts';
import type { Outcome } from './outcome.ts';
import type { Store } from './store.ts';

export interface SyncOptions extends Pick<IngestOptions, 'progress' | 'wait'> {
  readonly folder: string;
  /** Bedrock reads no JSON, the local stage does. */
  readonly takesJson: boolean;
}

/** Makes the bucket the same as the folder, and has it indexed. Files that are no documents are left out, and told. */
export async function sync(
  store: Store,
  { perCaller: isPerCaller }: Pick<Knowledge, 'perCaller'>,
  { folder, takesJson, ...options }: SyncOptions,
): Promise<Outcome> {
  const { progress } = options;
  const { documents, refused } = await readDocuments(folder, { isPerCaller, takesJson }).catch((error: unknown) => {
    throw new Error(`the folder ${folder} can't be read: name another one with --folder`, { cause: error });
  });
  const leftOut = refused.map(
    (file) =>
      `  ${toPrintableLine(`${file.key}: left out, ${file.reason}${isKept(file) ? '. What is there of it stays' : ''}`)}`,
  );
  if (documents.length === 0) {
    throw new Error(
      [
        `${folder} has no documents: nothing was changed. To delete all that are there, npm run knowledge -- remove --all`,
        ...leftOut,
      ].join('\n'),
    );
  }
  if (takesJson)
    tellJson(documents.map(({ key }) => key))
      .map(toPrintableLine)
      .forEach(progress.tell);
  const { uploads, deletes } = compare(
    toObjects(documents),
    await listObjects(store),
    refused.flatMap((file) => (isKept(file) ? file.key : [])),
  );
  if (uploads.length === 0 && deletes.length === 0)
    progress.tell(`All ${documents.length} documents are there already.`);
  await putObjects(store, uploads, progress);
  await deleteObjects(store, deletes, progress);
  // Also if nothing was new: an earlier sync may have been stopped before this.
  const { out, isFailed } = await tellIngestion(store, await ingest(store, { ...options, total: documents.length }));
  return { out: [...out, ...leftOut], isFailed: isFailed || refused.some(isAmiss) };
}

/** Whether what an earlier sync brought of it stays. */
function isKept({ key, kind }: RefusedFile): boolean {
  return (kind === 'empty' || kind === 'unread') && !key.endsWith(sidecarEnd);
}

/** Pictures and empty files may lie among documents. */
function isAmiss({ kind }: RefusedFile): boolean {
  return kind === 'misplaced' || kind === 'unread';
}

/** The folder that is named on the command line, from where it was typed, or else that of the setting, in the project. */
export function toFolder(
  named: string | undefined,
  { name, documents }: Pick<Knowledge, 'name' | 'documents'>,
  typedIn: string,
): string {
  if (named !== undefined) return path.resolve(typedIn, named);
  if (documents !== undefined) return path.resolve(root, documents);
  throw new Error(`the setting knowledge names no documents for ${name}: name a folder with --folder`);
}
