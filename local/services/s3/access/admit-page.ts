import type { IncomingMessage } from 'node:http';
import { isLoopbackName } from '../../../is-loopback-name.ts';
import type { Answer } from '../answer/answer.ts';
import { S3Refusal } from '../answer/refusal.ts';
import { isPresigned } from './check-presigned.ts';

type Head = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;
type Headers = NonNullable<Answer['headers']>;

const pageMethods = ['GET', 'HEAD', 'PUT'];
const preflightSeconds = 3600;

/**
 * What lets a page in a browser read the answer; nothing for a program. The local credentials are no secret, so that a page of any origin could sign with
 * them: those of this machine get in, and only with a URL that the function has signed for them. Throws for others.
 */
export function admitPage(request: Head): Headers {
  const { url = '', headers } = request;
  if (!isLoopbackName(URL.parse(`http://${headers.host}`)?.hostname ?? '')) throw refused();
  const { origin } = headers;
  if (origin === undefined) {
    // A picture or a script of any page, whose origin no browser tells.
    if (headers['sec-fetch-mode'] === 'no-cors') throw refused();
    return {};
  }
  const isAsking = isPreflight(request) || isPresigned(url);
  if (!isOfThisMachine(origin) || !isAsking || !pageMethods.includes(methodOf(request))) throw refused();
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'ETag',
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** Whether a browser asks what a page may send. */
export function isPreflight({ method, headers }: Pick<Head, 'method' | 'headers'>): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined;
}

export function answerPreflight({ headers }: Pick<Head, 'headers'>): Answer {
  const asked = headers['access-control-request-headers'];
  return {
    status: 200,
    headers: {
      'access-control-allow-methods': pageMethods.join(', '),
      ...(asked !== undefined && { 'access-control-allow-headers': asked }),
      'access-control-max-age': preflightSeconds,
    },
  };
}

/** The method that a page wants to use. */
function methodOf(request: Head): string {
  const { method = '', headers } = request;
  return isPreflight(request) ? (headers['access-control-request-method'] ?? '') : method;
}

function isOfThisMachine(origin: string): boolean {
  const url = URL.parse(origin);
  return url?.protocol === 'http:' && url.origin === origin && isLoopbackName(url.hostname);
}

function refused(): S3Refusal {
  const message =
    'Only programs on this machine, and pages from it with a presigned URL for GET, HEAD or PUT, such as those at http://localhost:3000.';
  return new S3Refusal(403, 'AccessDenied', message);
}
