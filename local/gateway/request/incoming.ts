import type { IncomingMessage } from 'node:http';
import type { GatewayLimits } from '../limits.ts';
import { Rejection } from '../rejection.ts';

/** Headers as API Gateway hands them on: names as the client wrote them. */
export interface IncomingHeaders {
  /** The last value of each. */
  readonly single: Readonly<Record<string, string>>;
  readonly multi: Readonly<Record<string, readonly string[]>>;
}

/** Throws REQUEST_TOO_LARGE when request line and header values together exceed the limit. */
export function readHeaders(request: IncomingMessage, limits: GatewayLimits): IncomingHeaders {
  const lists = new Map<string, string[]>();
  let bytes = Buffer.byteLength(`${request.method} ${request.url} HTTP/1.1`);
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    const value = request.rawHeaders[index + 1] ?? '';
    bytes += Buffer.byteLength(value);
    const list = lists.get(name);
    if (list) list.push(value);
    else lists.set(name, [value]);
  }
  if (bytes > limits.maxHeaderBytes) throw new Rejection('REQUEST_TOO_LARGE');
  const last = [...lists].map(([name, values]) => [name, values.at(-1) ?? ''] as const);
  return { single: Object.fromEntries(last), multi: Object.fromEntries(lists) };
}

/** Throws REQUEST_TOO_LARGE, but only after reading to the end: a client that is still sending would not see the answer. */
export async function readBody(request: IncomingMessage, limits: GatewayLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= limits.maxBodyBytes) chunks.push(chunk);
  }
  if (bytes > limits.maxBodyBytes) throw new Rejection('REQUEST_TOO_LARGE');
  return Buffer.concat(chunks);
}

export function findHeader(headers: IncomingHeaders, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers.single).find(([candidate]) => candidate.toLowerCase() === wanted)?.[1];
}

/** Without parameters, in lower case; `application/json` when the request has none, as API Gateway assumes. */
export function toMediaType(headers: IncomingHeaders): string {
  const contentType = findHeader(headers, 'content-type') ?? 'application/json';
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}
