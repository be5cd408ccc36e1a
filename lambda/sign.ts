import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest } from '@smithy/core/protocols';

/** A service of AWS's, as a signature names it, and where it is. */
interface SignedFor {
  readonly service: string;
  readonly region: string;
}

/** A request without its host, which its URL has. */
interface Unsigned {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Signs requests to another service of AWS's (Signature Version 4) by the signer, credentials and clock that the Bedrock client has: a client
 * for each would cost every cold start that loads it (docs/decisions/0039).
 */
export function openSigner(
  { config }: BedrockRuntimeClient,
  { service, region }: SignedFor,
): (url: URL, request: Unsigned) => Promise<HttpRequest> {
  let opening: ReturnType<typeof config.signer> | undefined;

  async function open() {
    // The client remembers the first service and region that a signer is made for, for whoever names none: they must be Bedrock's.
    await config.signer();
    return config.signer({ name: 'sigv4', signingName: service, signingRegion: region, properties: {} });
  }

  return async (url, { method, headers, body }) => {
    const { protocol, hostname, port, host, pathname, searchParams } = url;
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)])),
      headers: { ...headers, host },
      body,
    });
    const signer = await (opening ??= open());
    const signed = await signer.sign(request, {
      signingDate: new Date(Date.now() + config.systemClockOffset),
      signingService: service,
      signingRegion: region,
    });
    return new HttpRequest(signed);
  };
}
