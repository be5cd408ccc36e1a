import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Answer } from '../answer/answer.ts';
import type { ObjectStore } from '../object-store.ts';
import { readPayload } from '../payload/read-payload.ts';
import { preconditionFailed, S3Refusal } from '../answer/refusal.ts';

/** The largest object that S3 takes in one request. */
const maxBytes = 5 * 1024 ** 3;

/** Stores a body as it comes. */
export async function putObject(bucket: ObjectStore, key: string, request: IncomingMessage): Promise<Answer> {
  const { headers } = request;
  const isNew = isOnlyNew(headers);
  checkLength(headers);
  // S3 says so before a large body is sent for nothing, and looks again when it is whole.
  if (isNew && (await bucket.find(key))) throw preconditionFailed('If-None-Match');
  const contentType = headers['content-type'];
  const upload = { bytes: readPayload(request), isNew, ...(contentType !== undefined && { contentType }) };
  return { status: 200, headers: { etag: await bucket.put(key, upload) } };
}

function checkLength(headers: IncomingHttpHeaders): void {
  const length = headers['x-amz-decoded-content-length'] ?? headers['content-length'];
  if (length === undefined)
    throw new S3Refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  if (Number(length) <= maxBytes) return;
  throw new S3Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size', {
    ProposedSize: String(length),
    MaxSizeAllowed: String(maxBytes),
  });
}

function isOnlyNew(headers: IncomingHttpHeaders): boolean {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  const isCopy = headers['x-amz-copy-source'] !== undefined;
  if (match === undefined && !isCopy && (noneMatch === undefined || noneMatch === '*')) return noneMatch === '*';
  const message =
    'Of what a PUT can ask for, the local stage has If-None-Match: * only: no copies and no other condition.';
  throw new S3Refusal(501, 'NotImplemented', message);
}
