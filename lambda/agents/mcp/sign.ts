import { openSigner } from '../../sign.ts';
import type { Host } from '../host.ts';

/** The headers of a request that AWS takes as the function's own. */
export async function sign(
  url: URL,
  { method = 'GET', headers, body }: RequestInit,
  signedFor: { readonly service: string; readonly region: string },
  { client }: Host,
): Promise<Record<string, string>> {
  const { connection: _connection, ...own } = Object.fromEntries(new Headers(headers));
  const signed = await openSigner(client, signedFor)(url, { method, headers: own, body });
  const { host: _host, ...rest } = signed.headers;
  return rest;
}
