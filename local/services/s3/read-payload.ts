import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Refusal } from './refusal.ts';

/** More than the largest document, and what is framed around it. */
const maxBytes = 64 * 1024 * 1024;

/** What a request puts: its body, or what is in its chunks where the client could not know its length or checksum before. */
export async function readPayload(request: IncomingMessage): Promise<Buffer> {
  const body = await readWhole(request);
  const { headers } = request;
  if (!String(headers['x-amz-content-sha256']).startsWith('STREAMING-'))
    return checked(body, String(headers['x-amz-checksum-crc32'] ?? ''));
  const { bytes, trailers } = readChunks(body);
  if (String(bytes.length) !== (headers['x-amz-decoded-content-length'] ?? String(bytes.length)))
    throw new S3Refusal(400, 'IncompleteBody', 'The body is not as long as x-amz-decoded-content-length says.');
  return checked(bytes, trailers.get('x-amz-checksum-crc32') ?? '');
}

/** Reads to the end in any case: a client that is still sending would not see the answer. */
async function readWhole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes > maxBytes)
    throw new S3Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
  return Buffer.concat(chunks);
}

/** `aws-chunked`: each chunk after its length in hex (and, in one form, its signature, which nobody here checks); then trailers. */
function readChunks(body: Buffer): { readonly bytes: Buffer; readonly trailers: ReadonlyMap<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    const [, hex] = /^([0-9a-fA-F]{1,8})(?:;[^\r\n]*)?$/.exec(body.toString('latin1', at, Math.max(lineEnd, at))) ?? [];
    if (hex === undefined) throw new S3Refusal(400, 'IncompleteBody', 'The body is not made of chunks.');
    const start = lineEnd + 2;
    const length = Number.parseInt(hex, 16);
    if (length === 0) return { bytes: Buffer.concat(chunks), trailers: readTrailers(body.toString('latin1', start)) };
    if (start + length > body.length) throw new S3Refusal(400, 'IncompleteBody', 'The last chunk is cut.');
    chunks.push(body.subarray(start, start + length));
    at = start + length + 2;
  }
}

function readTrailers(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\r\n').map((line) => line.split(':', 2));
  return new Map(pairs.map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim()]));
}

/** The client's default checksum. Others are not computed here. */
function checked(bytes: Buffer, expected: string): Buffer {
  if (expected === '') return bytes;
  const actual = Buffer.alloc(4);
  actual.writeUInt32BE(crc32(bytes));
  if (actual.toString('base64') === expected) return bytes;
  throw new S3Refusal(400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
}
