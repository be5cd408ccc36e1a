import type { Client, Fields } from './client.ts';

export interface Tokens {
  readonly access: string;
  /** When the access token ends, in ms since 1970; Infinity if the issuer does not say. */
  readonly untilMs: number;
  /** Replaces the one before. Absent where refresh tokens are not rotated, or not given at all. */
  readonly refresh?: string;
  /** Says who is signed in. An issuer may leave it out of a renewal. */
  readonly idToken?: string;
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
  const { token } = await client.endpoints();
  const fields = { ...client.target.token, ...grant, ...(isCode && { redirect_uri: client.pageUrl }) };
  const response = await send(client, token, fields, patienceMs);
  if (await isRefused(response)) return undefined;
  if (!response.ok) throw new Error(`the token endpoint answers ${response.status}`);
  const body: Readonly<Record<string, unknown>> = await response.json();
  const { access_token: access, expires_in: seconds, refresh_token: refresh, id_token: idToken } = body;
  if (typeof access !== 'string') throw new Error('the token endpoint answers without a token');
  return {
    access,
    // RFC 6749, 5.1, only recommends to say it. The API refuses a token that has ended.
    untilMs: typeof seconds === 'number' ? Date.now() + seconds * 1000 : Infinity,
    ...(typeof refresh === 'string' && { refresh }),
    ...(typeof idToken === 'string' && { idToken }),
  };
}

/** RFC 6749, 5.2: 400 and 401 mean the grant, or this client. Auth0 answers 403, which elsewhere comes from a firewall, too. */
async function isRefused(response: Response): Promise<boolean> {
  if (response.status === 400 || response.status === 401) return true;
  if (response.status !== 403) return false;
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null && 'error' in body && body.error === 'invalid_grant';
}

/** Ends a refresh token, and the access tokens that came from it. If that fails, it ends by itself later. */
export async function revoke(client: Client, address: string, token: string): Promise<void> {
  await send(client, address, { token }, signOutMs).catch(() => undefined);
}

function send({ clientId }: Client, address: string, fields: Fields, ms: number): Promise<Response> {
  const body = new URLSearchParams({ client_id: clientId, ...fields });
  return fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(ms) });
}
