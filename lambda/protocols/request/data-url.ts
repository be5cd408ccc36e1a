import { type DocumentContent, documentTypes, type ImageContent, imageFormats } from '../../chat/content.ts';
import { invalid } from '../../read/invalid.ts';

const dataUrl = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w-]+=[\w-]+)*;base64,([A-Za-z0-9+/]+={0,2})$/;

const imageTypes = [
  ...imageFormats.map((format) => [format, `image/${format}`] as const),
  ['jpeg', 'image/jpg'] as const,
];
const fileTypes = (Object.keys(documentTypes) as (keyof typeof documentTypes)[]).map(
  (format) => [format, documentTypes[format]] as const,
);

/**
 * An image in a data URL. URLs from callers are never fetched: one could lead into the deployment's network (SSRF).
 */
export function toImage(url: string, field: string): ImageContent {
  const { mediaType, bytes } = readDataUrl(url);
  const [format] = imageTypes.find(([, type]) => type === mediaType) ?? [];
  if (format) return { kind: 'image', format, bytes };
  throw invalid(
    field,
    `must be a data URL (data:image/png;base64,…) with one of ${imageFormats.join(', ')}. URLs are not fetched`,
  );
}

/** An image or a document in a data URL. */
export function toFile(url: string, name: string, field: string): ImageContent | DocumentContent {
  const { mediaType, bytes } = readDataUrl(url);
  if (mediaType?.startsWith('image/')) return toImage(url, field);
  const [format] = fileTypes.find(([, type]) => type === mediaType) ?? [];
  if (format) return { kind: 'document', format, name, source: bytes, isCited: false };
  const allowed = [...imageFormats, ...Object.keys(documentTypes)].join(', ');
  throw invalid(
    field,
    `must be a data URL (data:application/pdf;base64,…) with one of ${allowed}. URLs are not fetched`,
  );
}

function readDataUrl(url: string): { readonly mediaType: string | undefined; readonly bytes: Uint8Array } {
  const [, mediaType, base64 = ''] = dataUrl.exec(url) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  // A single character is not base64.
  return { mediaType: bytes.length > 0 ? mediaType : undefined, bytes };
}
