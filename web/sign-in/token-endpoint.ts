import type { Client } from './client.ts';
import { readName } from './read-name.ts';

export interface Tokens {
  readonly access: string;
  /** When the access token ends, in ms since 1970. */
  readonly untilMs: number;
  /** Replaces the one before. Absent where refresh tokens are not rotated. */
  readonly refresh?: string;
  /** Who is signed in, if the pool says so. */
  readonly name: string | undefined;
}

/** What the tokens are asked for with. */
export type Grant =
  | { readonly grant_type: 'authorization_code'; readonly code: string; readonly code_verifier: string }
  | { readonly grant_type: 'refresh_token'; readonly refresh_token: string };

/** A person does not wait longer for a sign-in or a sign-out. */
const patienceMs = 15_000;
const signOutMs = 3_000;

/** Undefined when the grant is good no more. Throws when there is no telling: no network, or the service is busy or broken. */
export async function requestTokens(client: Client, grant: Grant): Promise<Tokens | undefined> {
  const isCode = grant.grant_type === 'authorization_code';
  const response = await send(
    client,
    'token',
    { ...grant, ...(isCode && { redirect_uri: client.pageUrl }) },
    patienceMs,
  );
  // RFC 6749, 5.2: both mean the grant, or this client.
  if (response.status === 400 || response.status === 401) return undefined;
  if (!response.ok) throw new Error(`the token endpoint answers ${response.status}`);
  const body: Readonly<Record<string, unknown>> = await response.json();
  const { access_token: access, expires_in: seconds, refresh_token: refresh, id_token: idToken } = body;
  if (typeof access !== 'string' || typeof seconds !== 'number')
    throw new Error('the token endpoint answers without a token');
  const untilMs = Date.now() + seconds * 1000;
  return { access, untilMs, name: readName(idToken), ...(typeof refresh === 'string' && { refresh }) };
}

/** Ends a refresh token, and the access tokens that came from it. If that fails, it ends by itself later. */
export async function revoke(client: Client, token: string): Promise<void> {
  await send(client, 'revoke', { token }, signOutMs).catch(() => undefined);
}

function send(
  { domain, clientId }: Client,
  name: string,
  fields: Readonly<Record<string, string>>,
  ms: number,
): Promise<Response> {
  const body = new URLSearchParams({ client_id: clientId, ...fields });
  return fetch(`${domain}/oauth2/${name}`, { method: 'POST', body, signal: AbortSignal.timeout(ms) });
}
