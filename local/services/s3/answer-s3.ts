import type { IncomingMessage, RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Answer, xml } from './answer/answer.ts';
import { deleteObjects } from './delete-objects.ts';
import { listObjects } from './list-objects.ts';
import type { Buckets } from './object-store.ts';
import { answerObject, unknown } from './objects/answer-object.ts';
import { readPayload } from './payload/read-payload.ts';
import { readTarget } from './read-target.ts';
import { S3Refusal } from './answer/refusal.ts';
import { serve } from './answer/send-answer.ts';

/** S3 with the bucket in the path, without a look at who asks. */
export function answerS3(buckets: Buckets): RequestListener {
  return (request, response) => void serve(answerRequest(buckets, request), request, response);
}

/**
 * S3 as far as objects are brought, read, listed and deleted: without versions, parts of uploads, access lists, or what an upload says of itself
 * besides its type. Rejects with an S3Refusal.
 */
export async function answerRequest(buckets: Buckets, request: IncomingMessage): Promise<Answer> {
  const { method = '', url = '' } = request;
  const { bucketName, key, query } = readTarget(url);
  const bucket = buckets.get(bucketName);
  if (!bucket)
    throw new S3Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucketName });
  if (key !== '') return answerObject(bucket, { key, query }, request);
  if (method === 'GET' && query.get('list-type') === '2')
    return { status: 200, headers: xml, body: await listObjects(bucketName, bucket, query) };
  if (method === 'POST' && query.has('delete'))
    return { status: 200, headers: xml, body: await deleteObjects(bucket, await buffer(readPayload(request))) };
  throw unknown;
}
