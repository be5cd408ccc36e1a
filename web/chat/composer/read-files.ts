import { documentTypes, imageFormats } from '../../../lambda/chat/content.ts';
import type { AttachedFile } from '../conversation/conversation.ts';

/** A kind of file that a model accepts. Browsers don't know all of these media types, so the name's extension decides. */
interface FileType {
  readonly extension: `.${string}`;
  readonly mediaType: string;
  readonly feature: 'images' | 'documents';
}

const images = imageFormats.map((format): FileType => ({
  extension: `.${format}`,
  mediaType: `image/${format}`,
  feature: 'images',
}));
const documents = Object.entries(documentTypes).map(([format, mediaType]): FileType => ({
  extension: `.${format}`,
  mediaType,
  feature: 'documents',
}));

/** What Converse accepts. */
const fileTypes: readonly FileType[] = [
  ...images,
  { extension: '.jpg', mediaType: 'image/jpeg', feature: 'images' },
  ...documents,
];

/** A file that can't be attached, and which of `words` explains why. */
export class FileRefused extends Error {
  readonly reason: 'wrongFile' | 'filesTooLarge' | 'unreadableFile';
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

/** The kind of a file, by its name; undefined when it is not accepted. */
export function findType(name: string, accepted: readonly FileType[]): FileType | undefined {
  return accepted.find(({ extension }) => name.toLowerCase().endsWith(extension));
}

/** How many bytes of files a request has room for: base64 takes four bytes for three. */
export function roomFor(maxBodyBytes: number): number {
  return (maxBodyBytes * 3) / 4;
}

/** Rejects with `FileRefused`, if possible before anything is read. */
export async function readFiles(
  files: readonly File[],
  accepted: readonly FileType[],
  roomBytes: number,
): Promise<readonly AttachedFile[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > roomBytes) throw new FileRefused('filesTooLarge', files[0]?.name ?? '');
  return Promise.all(files.map((file) => readFile(file, accepted)));
}

async function readFile(file: File, accepted: readonly FileType[]): Promise<AttachedFile> {
  const type = findType(file.name, accepted);
  if (!type) throw new FileRefused('wrongFile', file.name);
  if (file.size === 0) throw new FileRefused('unreadableFile', file.name);
  return { name: file.name, data: await toDataUrl(file.slice(0, file.size, type.mediaType), file.name) };
}

async function toDataUrl(blob: Blob, name: string): Promise<string> {
  const reader = new FileReader();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
  reader.addEventListener('error', () => reject(new FileRefused('unreadableFile', name)));
  reader.readAsDataURL(blob);
  return promise;
}
