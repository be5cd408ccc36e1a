import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Bedrock } from '../../bedrock/client.ts';
import type { BucketConfig } from '../../config.ts';
import { encodeKey } from './encode-key.ts';

export interface Unsigned {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  /** Left out: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Sign = (place: BucketConfig, unsigned: Unsigned) => Promise<HttpRequest>;

/** A URL that anybody may use for this one request, and until when. */
export type Presign = (place: BucketConfig, unsigned: Unsigned, ms: number) => Promise<Presigned>;

export interface Presigned {
  readonly url: string;
  readonly expiresMs: number;
}

/** Bodies are not hashed: reading has none, and what is put is S3's to read. In a URL it is spelled as S3's own client does. */
const unhashed = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };

/** S3 signs a path as it stands; other services sign it encoded once more. So the client's own signer will not do. */
export function openSigner(
  { config }: Bedrock['client'],
  { region }: BucketConfig,
): { readonly sign: Sign; readonly presign: Presign } {
  const { credentials, sha256 } = config;
  const signer = new SignatureV4({ credentials, sha256, region, service: 's3', uriEscapePath: false });
  const now = () => new Date(Date.now() + config.systemClockOffset);

  return {
    sign: async (place, unsigned) =>
      new HttpRequest(await signer.sign(toRequest(place, unsigned), { signingDate: now() })),

    async presign(place, unsigned, ms) {
      const signingDate = now();
      const signed = await signer.presign(toRequest(place, unsigned), {
        signingDate,
        expiresIn: Math.round(ms / 1000),
      });
      // With them ends what they have signed.
      const { expiration } = await credentials();
      const expiresMs = Math.min(signingDate.getTime() + ms, expiration?.getTime() ?? Infinity);
      return { url: toUrl(signed), expiresMs };
    },
  };
}

function toUrl({ protocol, headers, path, query = {} }: Signed): string {
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `${protocol}//${headers['host']}${path}?${search.join('&')}`;
}

type Signed = Awaited<ReturnType<SignatureV4['presign']>>;

/** No URL of the platform's is asked what the path is: it would take parts of a key for steps. */
function toRequest({ url }: BucketConfig, { method, key, query = {}, headers }: Unsigned): HttpRequest {
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
