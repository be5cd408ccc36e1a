import type { Host } from '../host.ts';
import { getSecret } from './get-secret.ts';
import type { McpAuth } from './mcp.ts';
import { sign } from './sign.ts';

interface Auth {
  /** The request with the agent's proof. */
  readonly authorize: (url: URL, init: RequestInit) => Promise<RequestInit>;
  /** Whether another proof may help, when this one was refused. */
  readonly renew: () => boolean;
}

export function openAuth(auth: McpAuth | undefined, host: Host): Auth {
  if (!auth) return { authorize: async (_url, init) => init, renew: () => false };
  if ('oauth' in auth) return openOauth(auth.oauth, host);
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

type Oauth = Extract<McpAuth, { readonly oauth: object }>['oauth'];

/** How long before its end a token is no longer used: clocks differ. */
const marginMs = 30_000;
const tokenMs = 10_000;

/**
 * Client credentials, sent to the one token URL that the deployer wrote. MCP's own way asks the server where to sign in, and would send it the
 * client's secret if it named itself.
 */
function openOauth({ tokenUrl, clientId, secret, scope }: Oauth, host: Host): Auth {
  let token: Promise<{ readonly value: string; readonly untilMs: number }> | undefined;

  async function ask() {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${toBasic(clientId, await getSecret(secret, host))}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
      redirect: 'error',
      signal: AbortSignal.timeout(tokenMs),
    });
    const said: unknown = response.ok ? await response.json() : undefined;
    const value = said && typeof said === 'object' && 'access_token' in said ? said.access_token : undefined;
    if (typeof value !== 'string')
      throw new Error(`the token URL answered with status ${response.status} and no token`);
    const seconds = said && typeof said === 'object' && 'expires_in' in said ? Number(said.expires_in) : 300;
    return { value, untilMs: Date.now() + seconds * 1_000 - marginMs };
  }

  async function current(): Promise<string> {
    const known = await token?.catch(() => undefined);
    if (!known || known.untilMs < Date.now()) token = ask();
    return (await (token ??= ask())).value;
  }

  return {
    authorize: async (_url, init) => withHeader(init, 'authorization', `Bearer ${await current()}`),
    renew() {
      token = undefined;
      return true;
    },
  };
}

/** RFC 6749, 2.3.1: both are form-encoded first. */
function toBasic(id: string, secret: string): string {
  return Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64');
}

function withHeader(init: RequestInit, name: string, value: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set(name, value);
  return { ...init, headers };
}
