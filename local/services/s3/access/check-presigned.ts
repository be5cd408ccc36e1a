import { type Authorization, readCredential, toTime } from '../../../sigv4/read-authorization.ts';
import { queryOf } from '../read-target.ts';
import { S3Refusal } from '../answer/refusal.ts';
import { allowedSkewMs, checkSignature, type Expected, type SignedHead } from './check-signature.ts';

const maxSeconds = 604_800;

/** Whether a URL is signed in its query, well or not. */
export function isPresigned(url: string): boolean {
  const query = queryOf(url);
  return query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature');
}

/** A request that is signed in its query: by somebody else than who sends it, and for some time. */
export function checkPresigned(request: SignedHead, { region, now }: Expected): void {
  const query = queryOf(request.url);
  const sentAt = query.get('X-Amz-Date') ?? '';
  const signed = readQuery(query, sentAt);
  if (signed.service !== 's3')
    throw badCredential(`incorrect service "${signed.service}". This endpoint belongs to "s3".`);
  if (signed.region !== region) throw badCredential(`the region '${signed.region}' is wrong; expecting '${region}'`);
  checkTime(toTime(sentAt), readSeconds(query.get('X-Amz-Expires') ?? ''), now);
  checkSignature(request, signed, sentAt);
}

function readQuery(query: URLSearchParams, sentAt: string): Authorization {
  if (names.some((name) => !query.has(name))) {
    const all = `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
    throw parametersError(`Query-string authentication version 4 requires the ${all} parameters.`);
  }
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    throw parametersError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const credential = readCredential(query.get('X-Amz-Credential') ?? '');
  if (!credential)
    throw badCredential('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".');
  if (Number.isNaN(toTime(sentAt)))
    throw parametersError(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);
  if (!sentAt.startsWith(credential.date))
    throw badCredential(`incorrect date "${credential.date}". This date must be that of X-Amz-Date.`);
  const signedNames = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  return { ...credential, signedNames, signature: query.get('X-Amz-Signature') ?? '' };
}

const names = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
];

function readSeconds(text: string): number {
  if (!/^-?\d+$/.test(text)) throw parametersError('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 0) throw parametersError('X-Amz-Expires must be non-negative');
  if (seconds <= maxSeconds) return seconds;
  const week =
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than';
  throw parametersError(`${week} ${maxSeconds} seconds`);
}

function checkTime(sentMs: number, seconds: number, now: Date): void {
  const ServerTime = now.toISOString();
  if (sentMs > now.getTime() + allowedSkewMs)
    throw new S3Refusal(403, 'AccessDenied', 'Request is not yet valid', { ServerTime });
  const endsMs = sentMs + seconds * 1000;
  if (endsMs > now.getTime()) return;
  const details = { 'X-Amz-Expires': String(seconds), Expires: new Date(endsMs).toISOString(), ServerTime };
  throw new S3Refusal(403, 'AccessDenied', 'Request has expired', details);
}

function badCredential(what: string): S3Refusal {
  return parametersError(`Error parsing the X-Amz-Credential parameter; ${what}`);
}

function parametersError(message: string): S3Refusal {
  return new S3Refusal(400, 'AuthorizationQueryParametersError', message);
}
