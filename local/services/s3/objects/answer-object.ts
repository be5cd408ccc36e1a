import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answer/answer.ts';
import type { ObjectStore } from '../object-store.ts';
import type { Target } from '../read-target.ts';
import { S3Refusal } from '../answer/refusal.ts';
import { getObject } from './get-object.ts';
import { putObject } from './put-object.ts';

export const unknown = new S3Refusal(
  501,
  'NotImplemented',
  'The local stage answers ListObjectsV2, PutObject, HeadObject, GetObject, DeleteObject and DeleteObjects.',
);

/** What a client or a signature adds. Anything else asks for something of S3 that is not here, such as a version or a part. */
const mayBeInQuery = /^x-(id$|amz-)/i;

export async function answerObject(
  bucket: ObjectStore,
  { key, query }: Pick<Target, 'key' | 'query'>,
  request: IncomingMessage,
): Promise<Answer> {
  if (![...query.keys()].every((name) => mayBeInQuery.test(name))) throw unknown;
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return getObject(bucket, key, request.headers);
    case 'PUT':
      return putObject(bucket, key, request);
    case 'DELETE':
      await bucket.remove(key);
      return { status: 204 };
    default:
      throw unknown;
  }
}
