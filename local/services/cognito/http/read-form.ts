import type { IncomingMessage } from 'node:http';

const maxBytes = 100_000;

/** Undefined when it is too large, but only after reading to the end: a client that is still sending would not see the answer. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes > maxBytes ? undefined : new URLSearchParams(Buffer.concat(chunks).toString());
}
