import type { Answered } from '../../files/bucket/ask.ts';
import { encodePart } from '../../files/bucket/encode-key.ts';
import type { Reply } from '../../http/respond.ts';
import { pick } from './pick.ts';

type FileHead = Pick<Reply, 'headers' | 'exposed'>;

/** What is S3's to say of a file. Its disposition and how long it may be kept are ours, and whoever put it may have said how it is packed: nobody's program unpacks it unasked. */
const own = ['content-length', 'last-modified'];
const exposed = ['content-range', 'etag'];

/** What a browser shows and plays without running anything of it. An SVG, a page or a PDF may hold programs. */
const harmless =
  /^(image\/(png|jpeg|gif|webp|avif|bmp)|(audio|video)\/[\w.+-]+|text\/(plain|csv)|application\/json)(;|$)/;

/** The browser may keep a file, and asks each time whether its own is still good: who may read it can change. */
const revalidated = { 'cache-control': 'private, no-cache, no-transform' };

/** Where a file is opened as a page of its own, nothing in it may run or reach out, whatever its type claims. */
const sandboxed = {
  'content-security-policy': "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
};

export function toHead(key: string, { headers }: Pick<Answered, 'headers'>): FileHead {
  const sent = new Map(Object.entries(headers));
  const type = sent.get('content-type') ?? 'application/octet-stream';
  return {
    headers: { 'content-type': type, ...pick(sent, own), ...revalidated, ...sandboxed },
    exposed: {
      ...pick(sent, exposed),
      'accept-ranges': 'bytes',
      'content-disposition': toDisposition(key, harmless.test(type.toLowerCase()) && !sent.has('content-encoding')),
    },
  };
}

/** Of a 304, with a type all the same: what API Gateway makes of a stream without one is not known (docs/decisions/0018). */
export function unchanged({ headers }: Pick<Answered, 'headers'>): FileHead {
  const etag = pick(new Map(Object.entries(headers)), ['etag']);
  return { headers: { 'content-type': 'application/octet-stream', ...revalidated }, exposed: etag };
}

/** Shown or saved, under the last part of its key (RFC 6266). */
function toDisposition(key: string, isShown: boolean): string {
  return `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodePart(key.split('/').at(-1) ?? '')}`;
}
