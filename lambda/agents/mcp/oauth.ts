import type { Host } from '../host.ts';
import { getSecret } from './get-secret.ts';
import type { McpAuth } from './mcp.ts';
import { Problem } from './problem.ts';

type Oauth = Extract<McpAuth, { readonly oauth: object }>['oauth'];

interface Token {
  readonly value: string;
  readonly untilMs: number;
}

/** How long before its end a token is no longer used: clocks differ. */
const marginMs = 30_000;
/** How long a token is used that does not tell. */
const usualSeconds = 300;
const limitMs = 10_000;

/**
 * Client credentials, sent to the one token URL that the deployer wrote. MCP's own way asks the server where to sign in, and would send it the
 * client's secret if it named itself.
 */
export function openOauth(oauth: Oauth, host: Host) {
  let token: Promise<Token> | undefined;

  return {
    /** A token that is not over. */
    async current(): Promise<string> {
      const held = token;
      const known = await held?.catch(() => undefined);
      // Another call may have asked for one meanwhile.
      if (token === held && (!known || known.untilMs <= Date.now())) token = askForToken(oauth, host);
      return (await (token ??= askForToken(oauth, host))).value;
    },
    renew(): true {
      token = undefined;
      return true;
    },
  };
}

async function askForToken({ tokenUrl, clientId, secret, scope }: Oauth, host: Host): Promise<Token> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${toBasic(clientId, await getSecret(secret, host))}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
    redirect: 'error',
    signal: AbortSignal.timeout(limitMs),
  });
  const said: unknown = response.ok ? await response.json() : undefined;
  const value = said && typeof said === 'object' && 'access_token' in said ? said.access_token : undefined;
  if (typeof value !== 'string')
    throw new Problem('TokenRefused', `the token URL answered with status ${response.status} and no token`);
  const told = said && typeof said === 'object' && 'expires_in' in said ? Number(said.expires_in) : 0;
  const ms = (told > 0 ? told : usualSeconds) * 1_000;
  return { value, untilMs: Date.now() + ms - Math.min(marginMs, ms / 2) };
}

/** RFC 6749, 2.3.1: both are form-encoded first. */
function toBasic(id: string, secret: string): string {
  return Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64');
}
