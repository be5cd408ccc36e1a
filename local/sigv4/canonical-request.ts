import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface SignatureScope {
  /** YYYYMMDD */
  readonly date: string;
  readonly region: string;
  readonly service: string;
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
  const scopePath = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  const canonical = sha256(toCanonicalRequest(request, signedHeaders));
  const stringToSign = ['AWS4-HMAC-SHA256', headerValue(request.headers, 'x-amz-date'), scopePath, canonical].join(
    '\n',
  );
  const key = [scope.date, scope.region, scope.service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, stringToSign).toString('hex');
}

function toCanonicalRequest({ method, url, headers, body }: SignedRequest, signedHeaders: readonly string[]): string {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(url) ?? [];
  return [
    method,
    encodePath(path),
    toCanonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${headerValue(headers, name)}`),
    '',
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
}

/** A header's canonical value. */
export function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const sent = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return [sent ?? ''].flat().join(',').trim().replaceAll(/\s+/g, ' ');
}

/** What the query says, written in the one way that is signed: in the order of the encoded names, and then of the values. */
function toCanonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => [encode(name), encode(value)] as const);
  const sorted = pairs.toSorted((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]));
  return sorted.map(([name, value]) => `${name}=${value}`).join('&');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

// Every service except S3 signs the path URI-encoded twice.
function encodePath(path: string): string {
  return encode(path).replaceAll('%2F', '/');
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
