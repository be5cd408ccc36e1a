import { sidecarEnd } from '../../lib/knowledge/documents/document-types.ts';
import { needsPaths } from './command-line.ts';
import { ingest, type IngestOptions } from './ingestion/ingest.ts';
import { tellIngestion } from './ingestion/tell-ingestion.ts';
import { deleteObjects, documentsOf, listObjects } from './objects/kept-objects.ts';
import type { Outcome } from './outcome.ts';
import type { Store } from './store.ts';

export interface RemoveOptions extends Pick<IngestOptions, 'progress' | 'wait'> {
  readonly paths: readonly string[];
  readonly isAll: boolean;
}

/** Deletes documents with what is beside them, and has the rest indexed, so that nothing of them is found. */
export async function remove(store: Store, { paths, isAll, ...options }: RemoveOptions): Promise<Outcome> {
  const kept = await listObjects(store);
  const documents = documentsOf(kept).map(({ key }) => key);
  const chosen = isAll ? chooseAll(documents, paths) : choose(documents, paths);
  const there = new Set(kept.map(({ key }) => key));
  const keys = chosen.flatMap((key) => [key, key + sidecarEnd]).filter((key) => there.has(key));
  // Whatever is left of an upload that was stopped goes with all.
  await deleteObjects(store, isAll ? [...there] : keys, options.progress);
  const job = await ingest(store, { ...options, total: documents.length - chosen.length });
  const { out } = await tellIngestion(store, job);
  // Another document that can't be read is told, too, but what was to go has gone.
  return { out, isFailed: job.status !== 'COMPLETE' };
}

function chooseAll(documents: readonly string[], paths: readonly string[]): readonly string[] {
  if (paths.length > 0) throw new Error('send paths or --all, not both');
  return documents;
}

/** A path with a slash at its end is all in that folder. Nothing is deleted if one leads nowhere. */
function choose(documents: readonly string[], paths: readonly string[]): readonly string[] {
  if (paths.length === 0) throw new Error(needsPaths);
  const chosen = paths.flatMap((path) => {
    const found = documents.filter((key) => (path.endsWith('/') ? key.startsWith(path) : key === path));
    if (found.length > 0) return found;
    const isFolder = documents.some((key) => key.startsWith(`${path}/`));
    const hint = isFolder ? `${path}/ is all in that folder` : 'npm run knowledge -- list shows all';
    throw new Error(`there is no document ${path}, and nothing was deleted: ${hint}`);
  });
  return [...new Set(chosen)];
}
