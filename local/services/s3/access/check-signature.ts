import type { Authorization } from '../../../sigv4/read-authorization.ts';
import { sign, type SignedRequest } from '../../../sigv4/canonical-request.ts';
import { localCredentials } from '../../../sigv4/signature.ts';
import { payloadHash } from '../payload/payload-hash.ts';
import { isHash } from '../payload/read-payload.ts';
import { S3Refusal } from '../answer/refusal.ts';

export type SignedHead = Pick<SignedRequest, 'method' | 'url' | 'headers'>;

export interface Expected {
  readonly region: string;
  readonly now: Date;
}

/** How far a client's clock may be from S3's. */
export const allowedSkewMs = 15 * 60_000;

/** What a signature must cover in any case: nobody may send the request to another host, or say more in S3's own headers. */
export function checkSignature(
  request: SignedHead,
  { accessKeyId, signedNames, signature, ...scope }: Authorization,
  sentAt: string,
): void {
  if (accessKeyId !== localCredentials.accessKeyId) {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    throw new S3Refusal(403, 'InvalidAccessKeyId', message, { AWSAccessKeyId: accessKeyId });
  }
  const mustBeSigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))];
  const unsigned = mustBeSigned.filter((name) => !signedNames.includes(name));
  if (unsigned.length > 0) {
    const message = 'There were headers present in the request which were not signed';
    throw new S3Refusal(403, 'AccessDenied', message, { HeadersNotSigned: unsigned.join(', ') });
  }
  const hash = readHash(request);
  const expected = sign(
    { ...request, body: { hash } },
    signedNames,
    { ...scope, sentAt },
    localCredentials.secretAccessKey,
  );
  if (signature !== expected) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    throw new S3Refusal(403, 'SignatureDoesNotMatch', message, { AWSAccessKeyId: accessKeyId });
  }
}

function readHash(request: SignedHead): string {
  const hash = payloadHash(request);
  if (hash === 'UNSIGNED-PAYLOAD' || hash.startsWith('STREAMING-') || isHash(hash)) return hash;
  const message =
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.';
  throw new S3Refusal(400, 'InvalidArgument', message, { ArgumentName: 'x-amz-content-sha256', ArgumentValue: hash });
}
