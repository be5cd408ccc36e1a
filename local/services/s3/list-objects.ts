import type { Bucket } from './bucket.ts';
import { S3Refusal } from './refusal.ts';
import { toXml, type Xml } from '../../xml.ts';

const maxKeys = 1000;

/** ListObjectsV2: keys in the order of their UTF-8 bytes, a page at a time. */
export function listObjects(name: string, bucket: Bucket, query: URLSearchParams): string {
  const limit = readLimit(query.get('max-keys'));
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const encode = toEncoder(query.get('encoding-type'));
  if (query.get('delimiter') !== null)
    throw new S3Refusal(501, 'NotImplemented', 'The local stage lists whole keys, without a delimiter.');
  const after = token === null ? query.get('start-after') : readToken(token);
  const found = [...bucket.keys()]
    .filter((key) => key.startsWith(prefix) && (after === null || compare(key, after) > 0))
    .toSorted(compare);
  const page = found.slice(0, limit);
  const isTruncated = page.length < found.length;
  const result: Xml = {
    Name: name,
    Prefix: encode(prefix),
    KeyCount: page.length,
    MaxKeys: limit,
    EncodingType: query.get('encoding-type') ?? undefined,
    IsTruncated: isTruncated,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: isTruncated ? toToken(page.at(-1) ?? '') : undefined,
    Contents: page.map((key) => toContents(bucket, key, encode)),
  };
  return toXml('ListBucketResult', result, namespace);
}

export const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

function toContents(bucket: Bucket, key: string, encode: (key: string) => string): Xml {
  const { md5 = '', bytes, modifiedMs = 0 } = bucket.get(key) ?? {};
  return {
    Key: encode(key),
    LastModified: new Date(modifiedMs).toISOString(),
    ETag: `"${md5}"`,
    Size: bytes?.length ?? 0,
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
  return (key) => encodeURIComponent(key).replaceAll('%2F', '/');
}

function toToken(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function readToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (key !== '' && toToken(key) === token) return key;
  throw new S3Refusal(400, 'InvalidArgument', 'The continuation token provided is incorrect');
}
