import { lostConnection } from '../../bedrock/to-failure.ts';
import { asFailure, nameOf, stringIn } from '../../chat/as-failure.ts';
import { Failure } from '../../chat/failure.ts';
import { ServiceError } from '../../service-error.ts';

/** Of an object. To whoever may not list the bucket, S3 says AccessDenied of one that is not there, too. HEAD says only the status. */
const missing: ReadonlySet<string> = new Set(['NoSuchKey', 'AccessDenied', 'unnamed']);

/** What S3 does not answer, in our words: its own may hold a key. */
export function toFailure(error: unknown, { key }: { readonly key?: string }): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof ServiceError) && !isLost(error)) return asFailure(error);
  const upstream = nameOf(error);
  if (mayPass(error)) return unavailable(upstream);
  if (key !== undefined && isMissing(error))
    return new Failure('not-found', 'there is no such file, or you may not read it', { upstream });
  const message = 'this deployment can’t read this in its bucket: its operator can change that (docs/operating.md)';
  return new Failure('access-denied', message, { upstream });
}

/** What is no answer of S3's. */
export function unreadable(): Failure {
  return unavailable('NoList');
}

function unavailable(upstream: string): Failure {
  return new Failure('files-unavailable', 'files can’t be reached at the moment: try again', {
    upstream,
    retryAfterSeconds: 1,
  });
}

/** Whether the same may succeed a moment later: all but what S3 refuses for what was asked. */
export function mayPass(error: unknown): boolean {
  return error instanceof ServiceError ? error.status >= 500 || error.status === 429 : isLost(error);
}

function isMissing(error: unknown): boolean {
  return error instanceof ServiceError && (error.status === 403 || error.status === 404) && missing.has(error.name);
}

function isLost(error: unknown): boolean {
  const code = stringIn(error, 'code') ?? '';
  return lostConnection.test(code) || code.startsWith('HPE_') || stringIn(error, 'name') === 'TimeoutError';
}
