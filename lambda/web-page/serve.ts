import type { Incoming } from '../http/incoming.ts';
import type { WholeReply } from '../http/respond.ts';
import type { Page } from './read-page.ts';

interface PageRequest extends Pick<Incoming, 'method' | 'path' | 'headers' | 'pathParameters'> {
  /** The path below the stage as the browser has it, where `path` is the route. */
  readonly asWritten: string;
}

/** What is asked of the page: one of its files, or word that the browser's own is still good. */
export function serve(request: PageRequest, page: Page): WholeReply {
  const found = find(request, page);
  const answer = { ...found, headers: { ...page.safetyHeaders, ...found.headers } };
  return request.method === 'HEAD' ? { ...answer, body: '' } : answer;
}

function find({ path, asWritten, headers, pathParameters }: PageRequest, page: Page): WholeReply {
  // Its links are relative, so that they hold under any stage and base path: with a slash they would lead elsewhere.
  const slashes = /\/+$/.exec(asWritten)?.[0].length ?? 0;
  if (path === '/web' && slashes > 0) return leadTo(`${'../'.repeat(slashes)}web`);
  const name = path === '/web' ? 'index.html' : pathParameters['file'];
  const file = page.files.get(name ?? '');
  if (!file || (path !== '/web' && name === 'index.html')) return notFound;

  const isCompressed = file.brotli !== undefined && takesBrotli(headers['accept-encoding']);
  const etag = `"${file.etag}${isCompressed ? '-br' : ''}"`;
  const head = {
    'content-type': file.mediaType,
    etag,
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  };
  if (isKnown(headers['if-none-match'], etag)) return { status: 304, headers: head, body: '' };
  return {
    status: 200,
    headers: { ...head, ...(isCompressed && { 'content-encoding': 'br' }) },
    body: (isCompressed && file.brotli) || file.bytes,
  };
}

/** With a body, which a 308 may have: empty streams have hung where others streamed redirects (docs/decisions/0018). */
function leadTo(location: string): WholeReply {
  const headers = { 'content-type': 'text/plain', location };
  return { status: 308, headers, body: `The chat page is at ${location}\n` };
}

/** Not kept: after a deployment the name may be there. */
const notFound: WholeReply = {
  status: 404,
  headers: { 'cache-control': 'no-store', 'content-type': 'text/plain' },
  body: 'There is no such file of the chat page.\n',
};

function takesBrotli(acceptEncoding = ''): boolean {
  return acceptEncoding.split(',').some((coding) => /^\s*br\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/.test(coding));
}

/** `*` is whatever there is. A weak tag is as good: proxies weaken those of what they recompress (RFC 9110, 13.1.2). */
function isKnown(ifNoneMatch = '', etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
