import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Bedrock } from '../../bedrock/client.ts';
import type { BucketPlace } from './ask.ts';
import { encodeKey } from './encode-key.ts';

export interface Unsigned {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  /** Left out: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bodies are not hashed: reading has none, and what is put is S3's to read. */
const unhashed = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };

export function openSigner(
  client: Bedrock['client'],
  place: BucketPlace,
): (unsigned: Unsigned) => Promise<HttpRequest> {
  const signer = signerOf(client, place);
  return async (unsigned) => {
    const signingDate = now(client);
    return new HttpRequest(await signer.sign(toRequest(place, unsigned), { signingDate }));
  };
}

/** A URL that anybody may use for so long, for just this request. */
export function openPresigner(
  client: Bedrock['client'],
  place: BucketPlace,
): (unsigned: Unsigned, ms: number) => Promise<{ readonly url: string; readonly expiresMs: number }> {
  const signer = signerOf(client, place);
  return async (unsigned, ms) => {
    const signingDate = now(client);
    const { protocol, headers, path, query } = await signer.presign(toRequest(place, unsigned), {
      signingDate,
      expiresIn: Math.round(ms / 1000),
    });
    const search = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    const url = `${protocol}//${headers['host']}${path}?${search.join('&')}`;
    return { url, expiresMs: signingDate.getTime() + ms };
  };
}

/** S3 signs a path as it stands; other services sign it encoded once more. So the client's own signer will not do. */
function signerOf({ config }: Bedrock['client'], { region }: BucketPlace): SignatureV4 {
  const { credentials, sha256 } = config;
  return new SignatureV4({ credentials, sha256, region, service: 's3', uriEscapePath: false });
}

function now({ config }: Bedrock['client']): Date {
  return new Date(Date.now() + config.systemClockOffset);
}

/** No URL of the platform's is asked what the path is: it would take parts of a key for steps. */
function toRequest({ url }: BucketPlace, { method, key, query = {}, headers }: Unsigned): HttpRequest {
  const { protocol, hostname, port, host, pathname } = new URL(url);
  const root = pathname.replace(/\/$/, '');
  return new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: key === undefined ? root || '/' : `${root}/${encodeKey(key)}`,
    query: { ...query },
    headers: { ...headers, ...unhashed, host },
  });
}
