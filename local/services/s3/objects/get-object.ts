import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answer/answer.ts';
import type { ObjectStore } from '../object-store.ts';
import { S3Refusal } from '../answer/refusal.ts';
import { isNotModified } from './conditions.ts';
import { readRange } from './read-range.ts';

/** GetObject and HeadObject, which takes nothing of the body. */
export async function getObject(bucket: ObjectStore, key: string, headers: IncomingHttpHeaders): Promise<Answer> {
  const found = await bucket.find(key);
  if (!found) throw new S3Refusal(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
  const { size, etag, contentType, modifiedMs, read } = found;
  const known = { etag, 'last-modified': new Date(modifiedMs).toUTCString() };
  if (isNotModified(headers, found)) return { status: 304, headers: known };
  const range = readRange(headers.range, size);
  const { first, last } = range ?? { first: 0, last: size - 1 };
  return {
    status: range ? 206 : 200,
    headers: {
      ...known,
      'accept-ranges': 'bytes',
      'content-length': last - first + 1,
      'content-type': contentType,
      ...(range && { 'content-range': `bytes ${first}-${last}/${size}` }),
    },
    body: read(first, last),
  };
}
