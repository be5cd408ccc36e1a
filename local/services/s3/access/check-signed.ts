import type { IncomingMessage } from 'node:http';
import { S3Refusal } from '../answer/refusal.ts';
import { checkHeader } from './check-header.ts';
import { checkPresigned, isPresigned } from './check-presigned.ts';
import type { Expected } from './check-signature.ts';

/** Throws as S3 refuses a request that is not signed, by its header or its query, with the local credentials. */
export function checkSigned(request: IncomingMessage, expected: Expected): void {
  const { method = '', url = '', headers } = request;
  const hasHeader = headers.authorization !== undefined;
  if (isPresigned(url) && hasHeader) {
    const message =
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the ' +
      'Authorization header should be specified';
    throw new S3Refusal(400, 'InvalidArgument', message);
  }
  if (isPresigned(url)) checkPresigned({ method, url, headers }, expected);
  else if (hasHeader) checkHeader({ method, url, headers }, expected);
  else throw new S3Refusal(403, 'AccessDenied', 'Access Denied');
}
