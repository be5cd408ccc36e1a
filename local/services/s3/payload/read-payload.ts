import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Refusal } from '../answer/refusal.ts';
import { payloadHash } from './payload-hash.ts';
import { readChunks } from './read-chunks.ts';

/**
 * What a request puts, as it comes: its body, or what is in its chunks where the client could not know its length or checksum before. Rejects at the end
 * if it is not what the client said. Whoever stops before leaves the rest of the request to be read.
 */
export async function* readPayload(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  const { headers } = request;
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  const said = payloadHash(request);
  const trailers = new Map([['x-amz-checksum-crc32', String(headers['x-amz-checksum-crc32'] ?? '')]]);
  const sha256 = createHash('sha256');
  let crc = 0;
  let size = 0;
  for await (const bytes of said.startsWith('STREAMING-') ? readChunks(body, trailers) : body) {
    crc = crc32(bytes, crc);
    size += bytes.length;
    if (isHash(said)) sha256.update(bytes);
    yield bytes;
  }
  if (String(size) !== (headers['x-amz-decoded-content-length'] ?? String(size)))
    throw new S3Refusal(400, 'IncompleteBody', 'The body is not as long as x-amz-decoded-content-length says.');
  if (isHash(said) && sha256.digest('hex') !== said)
    throw new S3Refusal(400, 'XAmzContentSHA256Mismatch', mismatch, { ClientComputedContentSHA256: said });
  checkCrc(crc, trailers.get('x-amz-checksum-crc32') ?? '');
}

const mismatch = "The provided 'x-amz-content-sha256' header does not match what was computed.";

export function isHash(said: string): boolean {
  return /^[0-9a-f]{64}$/.test(said);
}

/** The client's default checksum. Others are not computed here. */
function checkCrc(crc: number, expected: string): void {
  if (expected === '') return;
  const actual = Buffer.alloc(4);
  actual.writeUInt32BE(crc);
  if (actual.toString('base64') === expected) return;
  throw new S3Refusal(400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
}
