import { headerValue } from '../../../sigv4/canonical-request.ts';
import { readAuthorization, toTime } from '../../../sigv4/read-authorization.ts';
import { S3Refusal } from '../answer/refusal.ts';
import { allowedSkewMs, checkSignature, type Expected, type SignedHead } from './check-signature.ts';

/** A request that is signed in its header Authorization. */
export function checkHeader(request: SignedHead, { region, now }: Expected): void {
  const signed = readAuthorization(headerValue(request.headers, 'authorization'));
  if (!signed)
    throw malformed('a header of SigV4 is needed, AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature.');
  if (signed.service !== 's3') throw malformed(`incorrect service "${signed.service}". This endpoint belongs to "s3".`);
  if (signed.region !== region)
    throw malformed(`the region '${signed.region}' is wrong; expecting '${region}'`, { Region: region });
  if (headerValue(request.headers, 'x-amz-content-sha256') === '') {
    const details = { MissingHeaderName: 'x-amz-content-sha256' };
    throw new S3Refusal(400, 'MissingSecurityHeader', 'Your request was missing a required header', details);
  }
  const sentAt = headerValue(request.headers, 'x-amz-date');
  if (!sentAt.startsWith(signed.date) || Number.isNaN(toTime(sentAt)))
    throw new S3Refusal(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  if (Math.abs(toTime(sentAt) - now.getTime()) > allowedSkewMs) {
    const message = 'The difference between the request time and the current time is too large.';
    const details = { RequestTime: sentAt, ServerTime: now.toISOString() };
    throw new S3Refusal(403, 'RequestTimeTooSkewed', message, details);
  }
  checkSignature(request, signed, sentAt);
}

function malformed(what: string, details?: Readonly<Record<string, string>>): S3Refusal {
  const message = `The authorization header is malformed; ${what}`;
  return new S3Refusal(400, 'AuthorizationHeaderMalformed', message, details);
}
