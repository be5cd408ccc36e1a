import type { IncomingHttpHeaders } from 'node:http';
import type { FoundObject } from '../object-store.ts';
import { preconditionFailed } from '../answer/refusal.ts';

type Known = Pick<FoundObject, 'etag' | 'modifiedMs'>;

/**
 * Whether the client has the object already. Throws 412 if it wants another one. An ETag counts more than a date, as S3 documents it (API reference,
 * GetObject): where `If-Match` holds, `If-Unmodified-Since` is not looked at, nor `If-Modified-Since` where there is `If-None-Match`.
 */
export function isNotModified(headers: IncomingHttpHeaders, object: Known): boolean {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  const { 'if-unmodified-since': unmodifiedSince, 'if-modified-since': modifiedSince } = headers;
  if (match === undefined) {
    if (isModifiedAfter(unmodifiedSince, object) === true) throw preconditionFailed('If-Unmodified-Since');
  } else if (!matches(match, object)) throw preconditionFailed('If-Match');
  return noneMatch === undefined ? isModifiedAfter(modifiedSince, object) === false : matches(noneMatch, object);
}

/** S3 takes an ETag with its quotes and without. */
function matches(header: string, { etag }: Known): boolean {
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
  return tags.some((tag) => tag === '*' || tag === etag.replaceAll('"', ''));
}

/** Undefined where there is no date. Dates of HTTP have no parts of seconds. */
function isModifiedAfter(date: string | undefined, { modifiedMs }: Known): boolean | undefined {
  const ms = Date.parse(date ?? '');
  return Number.isNaN(ms) ? undefined : Math.floor(modifiedMs / 1000) * 1000 > ms;
}
