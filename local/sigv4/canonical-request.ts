import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Its bytes; or, for S3, what the client says of them: their hash, or a word in its place. */
  readonly body: Uint8Array | { readonly hash: string };
}

export interface SignatureScope {
  /** YYYYMMDD */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** When it was signed. @default what the header x-amz-date says */
  readonly sentAt?: string;
}

/**
 * The signature that AWS expects, as hex.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function sign(
  request: SignedRequest,
  signedHeaders: readonly string[],
  scope: SignatureScope,
  secret: string,
): string {
  const { date, region, service, sentAt = headerValue(request.headers, 'x-amz-date') } = scope;
  const canonical = sha256(toCanonicalRequest(request, signedHeaders, service));
  const scopePath = `${date}/${region}/${service}/aws4_request`;
  const stringToSign = ['AWS4-HMAC-SHA256', sentAt, scopePath, canonical].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, stringToSign).toString('hex');
}

function toCanonicalRequest(
  { method, url, headers, body }: SignedRequest,
  signedHeaders: readonly string[],
  service: string,
): string {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(url) ?? [];
  return [
    method,
    service === 's3' ? encodeOnce(path) : encodeAgain(path),
    toCanonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${headerValue(headers, name)}`),
    '',
    signedHeaders.join(';'),
    'hash' in body ? body.hash : sha256(body),
  ].join('\n');
}

/** A header's canonical value. */
export function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const sent = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return [sent ?? ''].flat().join(',').trim().replaceAll(/\s+/g, ' ');
}

/** What the query says, written in the one way that is signed: in the order of the encoded names, and then of the values. A signature signs all but itself. */
function toCanonicalQuery(query: string): string {
  const said = [...new URLSearchParams(query)].filter(([name]) => name !== 'X-Amz-Signature');
  const pairs = said.map(([name, value]) => [encode(name), encode(value)] as const);
  const sorted = pairs.toSorted((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]));
  return sorted.map(([name, value]) => `${name}=${value}`).join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** As every service but S3 signs a path: what is encoded in the request is encoded once more. */
function encodeAgain(path: string): string {
  return encode(path).replaceAll('%2F', '/');
}

/** As S3 signs a path: as it is in the request, slash for slash, also where a client left a character as it is that AWS encodes. */
function encodeOnce(path: string): string {
  return path.split('/').map(encodePart).join('/');
}

function encodePart(part: string): string {
  try {
    return encode(decodeURIComponent(part));
  } catch {
    // S3 refuses such a path, whoever signed it.
    return part;
  }
}

/** All but letters, digits, `-`, `.`, `_` and `~`, as AWS encodes. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
