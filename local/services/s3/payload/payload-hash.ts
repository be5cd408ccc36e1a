import type { IncomingMessage } from 'node:http';
import { headerValue } from '../../../sigv4/canonical-request.ts';
import { queryOf } from '../read-target.ts';

/** What the client says of the body: its SHA-256 as hex, or a word in its place. A presigned URL says it in its query, or nothing, which means any body. */
export function payloadHash({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string {
  const [, inQuery] = [...queryOf(url)].find(([key]) => key.toLowerCase() === name) ?? [];
  return inQuery ?? (headerValue(headers, name) || 'UNSIGNED-PAYLOAD');
}

const name = 'x-amz-content-sha256';
