import type { AttachedFile } from './conversation.ts';

/** A kind of file that a model takes. Browsers don't know all of these media types; the name's ending tells. */
interface FileType {
  readonly extension: `.${string}`;
  readonly mediaType: string;
  readonly feature: 'images' | 'documents';
}

const images = [
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
] as const;

const documents = [
  ['.pdf', 'application/pdf'],
  ['.csv', 'text/csv'],
  ['.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['.html', 'text/html'],
  ['.txt', 'text/plain'],
  ['.md', 'text/markdown'],
] as const;

/** What Converse takes: docs/protocols.md. */
const fileTypes: readonly FileType[] = [
  ...images.map(([extension, mediaType]) => ({ extension, mediaType, feature: 'images' as const })),
  ...documents.map(([extension, mediaType]) => ({ extension, mediaType, feature: 'documents' as const })),
];

/** A file that can't go along, and which of `words` says why. */
export class FileRefused extends Error {
  readonly reason: 'wrongFile' | 'filesTooLarge';
  readonly fileName: string;

  constructor(reason: FileRefused['reason'], fileName: string) {
    super(reason);
    this.reason = reason;
    this.fileName = fileName;
  }
}

export function acceptedTypes(takes: readonly string[]): readonly FileType[] {
  return fileTypes.filter(({ feature }) => takes.includes(feature));
}

/** Rejects with `FileRefused` for a type that is not accepted and for more than fits into a request beside `attached`. */
export async function readFiles(
  files: readonly File[],
  accepted: readonly FileType[],
  maxBodyBytes: number,
  attached: readonly AttachedFile[],
): Promise<readonly AttachedFile[]> {
  const read = await Promise.all(files.map((file) => readFile(file, accepted)));
  const length = [...attached, ...read].reduce((sum, { data }) => sum + data.length, 0);
  if (length > maxBodyBytes) throw new FileRefused('filesTooLarge', read[0]?.name ?? '');
  return read;
}

async function readFile(file: File, accepted: readonly FileType[]): Promise<AttachedFile> {
  const type = accepted.find(({ extension }) => file.name.toLowerCase().endsWith(extension));
  if (!type) throw new FileRefused('wrongFile', file.name);
  return { name: file.name, data: await toDataUrl(new Blob([file], { type: type.mediaType })) };
}

async function toDataUrl(blob: Blob): Promise<string> {
  const reader = new FileReader();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
  reader.addEventListener('error', () => reject(reader.error ?? new Error('the file can’t be read')));
  reader.readAsDataURL(blob);
  return promise;
}
