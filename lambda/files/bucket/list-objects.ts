import { text } from 'node:stream/consumers';
import type { Ask } from './ask.ts';

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
  /** RFC 3339. */
  readonly modifiedAt: string;
}

interface Wanted {
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
export async function listObjects(
  ask: Ask,
  { prefix, after, limit }: Wanted,
  signal: AbortSignal,
): Promise<ObjectPage> {
  const query = {
    'list-type': '2',
    // Also what XML has no character for comes as text, and no key ends its element.
    'encoding-type': 'url',
    'max-keys': String(limit),
    prefix,
    ...(after !== undefined && { 'start-after': after }),
  };
  const { body } = await ask({ method: 'GET', query }, signal);
  const xml = await text(body);
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, contents = '']) => ({
    key: decode(elementOf(contents, 'Key')),
    bytes: Number(elementOf(contents, 'Size')),
    etag: elementOf(contents, 'ETag').replaceAll('&quot;', '"'),
    modifiedAt: elementOf(contents, 'LastModified'),
  }));
  return { objects, hasMore: elementOf(xml, 'IsTruncated') === 'true' };
}

function elementOf(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
}

/** S3 writes a space as `+`. */
function decode(key: string): string {
  return decodeURIComponent(key.replaceAll('+', '%20'));
}
