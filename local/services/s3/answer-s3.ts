import type { IncomingMessage, RequestListener } from 'node:http';
import { type Bucket, type Buckets, toObject } from './bucket.ts';
import { deleteObjects } from './delete-objects.ts';
import { listObjects } from './list-objects.ts';
import { readPayload } from './read-payload.ts';
import { S3Refusal } from './refusal.ts';
import { toXml } from '../../xml.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Uint8Array;
}

const maxKeyBytes = 1024;
const xml = { 'content-type': 'application/xml' };

/**
 * S3 with the bucket in the path, as far as a folder of documents is brought there, listed and deleted: whole objects, without versions, ranges,
 * access lists or anybody who is refused.
 */
export function answerS3(buckets: Buckets): RequestListener {
  return (request, response) => {
    answer(buckets, request)
      .catch((error: unknown) => toRefusal(error))
      .then(({ status, headers = {}, body = '' }) => {
        response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
        response.end(request.method === 'HEAD' ? undefined : body);
      })
      // A caller that leaves while it is still sending is not an error.
      .catch(() => response.destroy());
  };
}

async function answer(buckets: Buckets, request: IncomingMessage): Promise<Answer> {
  const body = await readPayload(request);
  const { method = '', url = '', headers } = request;
  const { bucketName, key, query } = readTarget(url);
  const bucket = buckets.get(bucketName);
  if (!bucket) throw new S3Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist');
  if (key !== '') return answerObject(bucket, key, method, body, headers['content-type']);
  if (method === 'GET' && query.get('list-type') === '2')
    return { status: 200, headers: xml, body: listObjects(bucketName, bucket, query) };
  if (method === 'POST' && query.has('delete')) return { status: 200, headers: xml, body: deleteObjects(bucket, body) };
  throw unknown;
}

function answerObject(bucket: Bucket, key: string, method: string, body: Buffer, contentType?: string): Answer {
  const object = bucket.get(key);
  switch (method) {
    case 'PUT': {
      const put = toObject(body, contentType);
      bucket.set(key, put);
      return { status: 200, headers: { etag: `"${put.md5}"` } };
    }
    case 'DELETE':
      bucket.delete(key);
      return { status: 204 };
    case 'GET':
    case 'HEAD': {
      if (!object) throw new S3Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
      const { bytes, md5, modifiedMs } = object;
      const headers = {
        'content-length': bytes.length,
        'content-type': object.contentType,
        etag: `"${md5}"`,
        'last-modified': new Date(modifiedMs).toUTCString(),
      };
      return { status: 200, headers, body: bytes };
    }
    default:
      throw unknown;
  }
}

const unknown = new S3Refusal(
  501,
  'NotImplemented',
  'The local stage answers ListObjectsV2, PutObject, HeadObject, GetObject, DeleteObject and DeleteObjects.',
);

/** As it came over the wire: a URL's own reading would take `..` for a step up. */
function readTarget(url: string) {
  const [, path = '', search = ''] = /^\/([^?]*)\??(.*)$/s.exec(url) ?? [];
  const slash = path.indexOf('/');
  const bucketName = decode(slash === -1 ? path : path.slice(0, slash));
  const key = slash === -1 ? '' : decode(path.slice(slash + 1));
  if (Buffer.byteLength(key) > maxKeyBytes) throw new S3Refusal(400, 'KeyTooLongError', 'Your key is too long');
  return { bucketName, key, query: new URLSearchParams(search) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new S3Refusal(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

function toRefusal(error: unknown): Answer {
  if (!(error instanceof S3Refusal)) throw error;
  const { status, code, message } = error;
  return { status, headers: xml, body: toXml('Error', { Code: code, Message: message }) };
}
