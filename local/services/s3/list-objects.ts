import type { ObjectStore } from './object-store.ts';
import { S3Refusal } from './answer/refusal.ts';
import { toXml, type Xml } from '../../xml.ts';

const maxKeys = 1000;

/** ListObjectsV2: keys in the order of their UTF-8 bytes, a page at a time. */
export async function listObjects(name: string, bucket: ObjectStore, query: URLSearchParams): Promise<string> {
  const limit = readLimit(query.get('max-keys'));
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const encode = toEncoder(query.get('encoding-type'));
  if (query.get('delimiter') !== null)
    throw new S3Refusal(501, 'NotImplemented', 'The local stage lists whole keys, without a delimiter.');
  const after = token === null ? query.get('start-after') : readToken(token);
  const keys = await bucket.keys(prefix);
  const found = keys.filter((key) => after === null || compare(key, after) > 0).toSorted(compare);
  const page = found.slice(0, limit);
  // Who asks for no keys is not told that there are more: there would be nothing to go on from.
  const isTruncated = limit > 0 && page.length < found.length;
  const contents = await Promise.all(page.map((key) => toContents(bucket, key, encode)));
  // What has gone since its key was read is left out.
  const there = contents.filter((object) => object !== undefined);
  const result: Xml = {
    Name: name,
    Prefix: encode(prefix),
    KeyCount: there.length,
    MaxKeys: limit,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: isTruncated,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: isTruncated ? toToken(page.at(-1) ?? '') : undefined,
    Contents: there,
  };
  return toXml('ListBucketResult', result, namespace);
}

export const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

async function toContents(
  bucket: ObjectStore,
  key: string,
  encode: (key: string) => string,
): Promise<Readonly<Record<string, Xml>> | undefined> {
  const object = await bucket.find(key);
  if (!object) return undefined;
  return {
    Key: encode(key),
    LastModified: new Date(object.modifiedMs).toISOString(),
    ETag: object.etag,
    Size: object.size,
    StorageClass: 'STANDARD',
  };
}

function compare(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function readLimit(text: string | null): number {
  if (text === null) return maxKeys;
  if (!/^\d{1,9}$/.test(text)) throw new S3Refusal(400, 'InvalidArgument', 'max-keys must be a number.');
  return Math.min(Number(text), maxKeys);
}

function toEncoder(type: string | null): (key: string) => string {
  if (type === null) return (key) => key;
  if (type !== 'url') throw new S3Refusal(400, 'InvalidArgument', 'Invalid Encoding Method specified in Request');
  // As forms are encoded, but for the slash.
  return (key) => encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function toToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function readToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (key !== '' && toToken(key) === token) return key;
  throw new S3Refusal(400, 'InvalidArgument', 'The continuation token provided is incorrect');
}
