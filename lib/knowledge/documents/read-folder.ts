import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import * as path from 'node:path';
import { findCaller } from './caller-of.ts';
import { findKind, sidecarEnd } from './document-types.ts';
import { titleOf } from './title-of.ts';
import { toSidecar } from './to-sidecar.ts';

/** A document as it lies in the bucket, with what tells its attributes beside it, at `<key>.metadata.json`. */
export interface UploadedDocument {
  /** Its path in the folder, with forward slashes. */
  readonly key: string;
  readonly bytes: () => Promise<Uint8Array>;
  readonly sidecar: Uint8Array;
  /** Of the bytes, as hex: what S3 gives as the ETag of an object that was put whole. */
  readonly md5: string;
}

export interface RefusedFile {
  readonly key: string;
  readonly reason: string;
  /**
   * `no-document`: its type is none that is taken. `misplaced`: nobody can tell from its path who may find it. `unread`: it should be a document,
   * and something is wrong with it.
   */
  readonly kind: 'empty' | 'misplaced' | 'no-document' | 'unread';
}

export interface ReadFolder {
  /** In the order of their keys. */
  readonly documents: readonly UploadedDocument[];
  /** Files that are left out, and why, in the order of their keys. */
  readonly refused: readonly RefusedFile[];
}

export interface ReadOptions {
  /** Whether each caller sees its own documents: then their paths say whose they are. */
  readonly isPerCaller: boolean;
  /** Whether JSON is read. Bedrock reads none, the local stage does. @default false */
  readonly takesJson?: boolean;
}

/** Bedrock takes no larger document. */
const maxBytes = 50 * 1024 * 1024;
/** S3 takes no longer key. */
const maxKeyBytes = 1024;

/** The documents of a folder. Files that begin with a dot are none of them, and links are not followed, except the folder itself. Rejects if there is no such folder. */
export async function readDocuments(folder: string, options: ReadOptions): Promise<ReadFolder> {
  const files = await listFiles(await realpath(folder));
  const documents: UploadedDocument[] = [];
  const refused: RefusedFile[] = [];
  for (const [key, file] of files) {
    const base = key.endsWith(sidecarEnd) ? key.slice(0, -sidecarEnd.length) : undefined;
    if (base !== undefined && files.has(base)) continue;
    try {
      const fault = await findFault(key, file, options);
      if (fault) refused.push({ key, ...fault });
      else documents.push(await toDocument(key, file, files.get(key + sidecarEnd), options));
    } catch (error) {
      refused.push({ key, kind: 'unread', reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { documents, refused };
}

/** Where each file is, by its key. Programs on macOS write the same letters in another form, which is another key. */
async function listFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map((file) => [path.relative(folder, file).split(path.sep).join('/').normalize('NFC'), file] as const)
    .filter(([key]) => !key.split('/').some((part) => part.startsWith('.')));
  return new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

type Fault = Omit<RefusedFile, 'key'>;

async function findFault(
  key: string,
  file: string,
  { isPerCaller, takesJson }: ReadOptions,
): Promise<Fault | undefined> {
  const kind = findKind(key);
  // First, since what an earlier sync brought of any other fault may stay.
  if (kind !== undefined && isPerCaller && findCaller(key) === undefined) return misplaced;
  const found = await lstat(file);
  if (found.isSymbolicLink()) return { kind: 'unread', reason: 'it is a link, which is not followed' };
  if (kind === undefined) return noDocument;
  if (key.endsWith(sidecarEnd)) return { kind: 'unread', reason: 'there is no document beside it' };
  if (kind === 'json' && !takesJson) return noJson;
  if (Buffer.byteLength(key + sidecarEnd) > maxKeyBytes)
    return { kind: 'unread', reason: 'its path is longer than S3 takes' };
  if (found.size === 0) return { kind: 'empty', reason: 'it is empty' };
  return found.size > maxBytes ? { kind: 'unread', reason: 'it is larger than 50 MB' } : undefined;
}

const noDocument: Fault = {
  kind: 'no-document',
  reason: 'a knowledge base takes .txt, .md, .html, .csv, .pdf, .doc, .docx, .xls and .xlsx',
};
const noJson: Fault = {
  kind: 'no-document',
  reason: 'Bedrock reads no JSON: save it as .txt, or as .csv if it is a table',
};
const misplaced: Fault = {
  kind: 'misplaced',
  reason: 'with perCaller a document is in everyone/ or in callers/<the id of a caller>/',
};

async function toDocument(
  key: string,
  file: string,
  ownSidecar: string | undefined,
  { isPerCaller }: ReadOptions,
): Promise<UploadedDocument> {
  const bytes = await readFile(file);
  const caller = isPerCaller ? findCaller(key) : undefined;
  const own = ownSidecar === undefined ? undefined : await readFile(ownSidecar);
  return {
    key,
    bytes: () => readFile(file),
    sidecar: toSidecar({ title: titleOf(key, bytes), ...(caller !== undefined && { caller }) }, own),
    md5: createHash('md5').update(bytes).digest('hex'),
  };
}
