import { unreadable } from './to-failure.ts';
import type { Ask } from './ask.ts';

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  /** RFC 3339. */
  readonly modifiedAt: string;
}

interface Range {
  readonly prefix: string;
  /** Only keys behind this one. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  readonly hasMore: boolean;
}

/** Objects in the order of their keys' bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export async function listObjects(ask: Ask, { prefix, after, limit }: Range, signal: AbortSignal): Promise<ObjectPage> {
  const query = {
    'list-type': '2',
    // Also what XML has no character for comes as text, and no key ends its element.
    'encoding-type': 'url',
    'max-keys': String(limit),
    prefix,
    ...(after !== undefined && { 'start-after': after }),
  };
  const { said } = await ask({ method: 'GET', query }, signal);
  return toPage(said);
}

/** Throws for what is no whole list: whoever takes that for an empty one may delete what it has. */
export function toPage(xml: string): ObjectPage {
  const isTruncated = elementOf(xml, 'IsTruncated');
  if (!xml.trimEnd().endsWith('</ListBucketResult>') || isTruncated === undefined) throw unreadable();
  const [, ...contents] = xml.split('<Contents>');
  const objects = contents.map(toObject);
  // A page without an object has nothing to go on behind.
  return { objects, hasMore: isTruncated === 'true' && objects.length > 0 };
}

function toObject(xml: string): StoredObject {
  const [key, size] = [elementOf(xml, 'Key'), elementOf(xml, 'Size')];
  if (key === undefined || size === undefined) throw unreadable();
  return {
    key: decode(key),
    bytes: Number(size),
    etag: (elementOf(xml, 'ETag') ?? '').replaceAll('&quot;', '"'),
    modifiedAt: elementOf(xml, 'LastModified') ?? '',
  };
}

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** S3 writes a space as `+`. */
function decode(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', '%20'));
  } catch {
    throw unreadable();
  }
}
