import { HttpRequest } from '@smithy/core/protocols';
import type { Host } from '../host.ts';

/** The headers of a request that AWS takes as the function's own (Signature Version 4), by the signer that the Bedrock client has. */
export async function sign(
  url: URL,
  { method = 'GET', headers, body }: RequestInit,
  { service, region }: { readonly service: string; readonly region: string },
  { client: { config } }: Host,
): Promise<Record<string, string>> {
  const { protocol, hostname, port, host, pathname, searchParams } = url;
  const { connection: _connection, ...own } = Object.fromEntries(new Headers(headers));
  const request = new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: pathname,
    query: Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)])),
    headers: { ...own, host },
    body,
  });
  // The client remembers the first service and region that a signer is made for: they must be Bedrock's.
  await config.signer();
  const signer = await config.signer({ name: 'sigv4', signingName: service, signingRegion: region, properties: {} });
  const signed = await signer.sign(request, {
    signingDate: new Date(Date.now() + config.systemClockOffset),
    signingService: service,
    signingRegion: region,
  });
  const { host: _host, ...rest } = signed.headers;
  return rest;
}
