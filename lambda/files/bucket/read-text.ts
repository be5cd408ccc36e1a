import type { Readable } from 'node:stream';

/** More than a page of a thousand keys, the longest in a list. */
const mostBytes = 8 * 1024 * 1024;

/** What S3 says of itself. Rejects where that is more than it ever is. */
export async function readText(body: Readable): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error('S3 said more than it ever does');
  }
  return Buffer.concat(chunks).toString();
}
