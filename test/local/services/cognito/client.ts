import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as oauth from 'oauth4webapi';
import type { Issuer } from '../../../../local/services/cognito/server.ts';
import type { LocalUserPool } from '../../../../local/template/access-model.ts';

/** Where the client's page is when it runs on this machine. */
export const callback = 'http://localhost:3000/dev/web';

const page = { callbackUrls: ['https://chat.example/dev/web'], logoutUrls: ['https://chat.example/dev/web'] };

export const pool: LocalUserPool = {
  id: 'us-east-1_Local',
  clients: [
    { id: 'web', ...page, scopes: ['openid', 'rivulet/chat'], accessTokenMinutes: 30, refreshTokenDays: 2 },
    { id: 'other', ...page, scopes: ['other/read'], accessTokenMinutes: 5, refreshTokenDays: 1 },
  ],
  groups: ['staff', 'admins'],
};

/** Over cleartext, as everything on loopback is. */
export const insecure = { [oauth.allowInsecureRequests]: true };
export const web: oauth.Client = { client_id: 'web' };
export const noSecret = oauth.None();

export async function discover({ url, issuer }: Issuer): Promise<oauth.AuthorizationServer> {
  const response = await fetch(`${url}/${pool.id}/.well-known/openid-configuration`);
  return oauth.processDiscoveryResponse(new URL(issuer), response);
}

export const verifier = oauth.generateRandomCodeVerifier();

/** What a right client asks for. Undefined leaves something out. */
export async function toRequest(changes: Readonly<Record<string, string | undefined>> = {}): Promise<URLSearchParams> {
  const right = {
    client_id: 'web',
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid rivulet/chat',
    state: 'a&b"c',
    nonce: 'once',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  const request = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...right, ...changes })) {
    if (value !== undefined) request.set(name, value);
  }
  return request;
}

export function openSignInPage({ url }: Issuer, request: URLSearchParams): Promise<Response> {
  return fetch(`${url}/oauth2/authorize?${request.toString()}`, { redirect: 'manual' });
}

/** Opens the sign-in page and presses a button on it. Returns where that leads. */
export async function signIn(
  issuer: Issuer,
  user: string,
  changes?: Readonly<Record<string, string | undefined>>,
): Promise<URL> {
  const html = await (await openSignInPage(issuer, await toRequest(changes))).text();
  const fields = [...html.matchAll(/<input type="hidden" name="(.*?)" value="(.*?)">/g)];
  const body = new URLSearchParams({ user });
  for (const [, name = '', value = ''] of fields) body.set(name, unescape(value));
  const response = await fetch(`${issuer.url}/oauth2/authorize`, { method: 'POST', body, redirect: 'manual' });
  return new URL(response.headers.get('location') ?? `error:${await response.text()}`);
}

function unescape(value: string): string {
  return value.replaceAll(/&#(\d+);/g, (_match, code) => String.fromCharCode(Number(code)));
}

/** The whole way, judged by oauth4webapi at each step. */
export async function getTokens(
  issuer: Issuer,
  user = 'alice',
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<oauth.TokenEndpointResponse> {
  const server = await discover(issuer);
  const parameters = oauth.validateAuthResponse(server, web, await signIn(issuer, user, changes), 'a&b"c');
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    web,
    noSecret,
    parameters,
    callback,
    verifier,
    insecure,
  );
  return oauth.processAuthorizationCodeResponse(server, web, response, { expectedNonce: 'once' });
}

/** A form to an endpoint, without a client that would refuse to send it. */
export async function post(
  { url }: Issuer,
  path: string,
  form: Readonly<Record<string, string>> | URLSearchParams,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form), headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

/** A key that it was not given would be looked for at AWS. */
const fetcher = {
  fetch: () => Promise.reject(new Error('no such key')),
};

/** AWS's own judgement of a token. Rejects when it is not good. */
export async function verify(
  issuer: Issuer,
  token: string | undefined,
  wanted: { readonly tokenUse?: 'access' | 'id'; readonly scope?: string; readonly clientId?: string } = {},
): Promise<object> {
  const { tokenUse = 'access', clientId = 'web', scope } = wanted;
  const judge = CognitoJwtVerifier.create({ userPoolId: pool.id }, { jwksCache: new SimpleJwksCache({ fetcher }) });
  judge.cacheJwks({ keys: issuer.keys.keys.map((key) => ({ ...key })) });
  return judge.verify(token ?? '', { tokenUse, clientId, ...(scope !== undefined && { scope }) });
}
