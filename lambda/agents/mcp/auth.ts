import type { Host } from '../host.ts';
import { getSecret } from './get-secret.ts';
import type { McpAuth } from './mcp.ts';
import { openOauth } from './oauth.ts';
import { sign } from './sign.ts';

interface Auth {
  /** The request with the agent's proof. */
  readonly authorize: (url: URL, init: RequestInit) => Promise<RequestInit>;
  /** Whether another proof may help, when this one was refused. */
  readonly renew: () => boolean;
}

export function openAuth(auth: McpAuth | undefined, host: Host): Auth {
  if (!auth) return { authorize: async (_url, init) => init, renew: () => false };
  if ('oauth' in auth) {
    const token = openOauth(auth.oauth, host);
    return {
      authorize: async (_url, init) => withHeader(init, 'authorization', `Bearer ${await token.current()}`),
      renew: () => token.renew(),
    };
  }
  if ('sigv4' in auth) {
    const { service, region = process.env['AWS_REGION'] ?? '' } = auth.sigv4;
    return {
      authorize: async (url, init) => ({ ...init, headers: await sign(url, init, { service, region }, host) }),
      renew: () => false,
    };
  }
  const { header, secret } = auth;
  return {
    authorize: async (_url, init) => withHeader(init, header, await getSecret(secret, host)),
    renew: () => false,
  };
}

function withHeader(init: RequestInit, name: string, value: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set(name, value);
  return { ...init, headers };
}
