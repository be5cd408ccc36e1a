import { S3Refusal } from '../answer/refusal.ts';
import { createLineReader, type LineReader } from './line-reader.ts';

/**
 * What is in the chunks of `aws-chunked`: each after its length in hex (and, in one form, its signature, which nobody here checks). Trailers come after
 * them, and are added to the map.
 */
export async function* readChunks(
  body: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array> {
  const reader = createLineReader(body);
  try {
    for (let length = await readLength(reader); length > 0; length = await readLength(reader))
      yield* readChunk(reader, length);
    for (let line = await reader.line(); line; line = await reader.line()) {
      const [name = '', value = ''] = line.split(':', 2);
      trailers.set(name.trim().toLowerCase(), value.trim());
    }
  } finally {
    await reader.close();
  }
}

async function* readChunk(reader: LineReader, length: number): AsyncGenerator<Uint8Array> {
  for (let left = length; left > 0;) {
    const bytes = await reader.bytes(left);
    if (!bytes) throw incomplete('The last chunk is cut.');
    left -= bytes.length;
    yield bytes;
  }
  if ((await reader.line()) !== '') throw incomplete('A chunk is longer than it says.');
}

async function readLength(reader: LineReader): Promise<number> {
  const [, hex] = /^([0-9a-fA-F]{1,8})(?:;.*)?$/.exec((await reader.line()) ?? '') ?? [];
  if (hex === undefined) throw incomplete('The body is not made of chunks.');
  return Number.parseInt(hex, 16);
}

function incomplete(message: string): S3Refusal {
  return new S3Refusal(400, 'IncompleteBody', message);
}
