import type { IncomingMessage } from 'node:http';

/** The most that API Gateway lets through. What is above the deployment's own limit is refused with words, as behind Lambda. */
const mostBytes = 10 * 1024 * 1024;

/** Rejects for a body that can't have come through API Gateway. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) throw new Error('the body is larger than API Gateway lets through');
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}
