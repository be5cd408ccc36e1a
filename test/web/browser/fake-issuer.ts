import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';

/** The sign-in pages and the token endpoint of a user pool, for one person without a password. */
export interface FakeIssuer {
  readonly url: string;
  /** What was called, oldest first: `authorize`, `authorization_code`, `refresh_token`, `revoke`, `logout`. */
  readonly calls: readonly string[];
  /** Whether it is an Authorization header with an access token that is still good. */
  readonly isGood: (authorization: string | undefined) => boolean;
  /** From now on, no access token is good that there is. */
  readonly endAccess: () => void;
  /** The same for refresh tokens. */
  readonly endRefresh: () => void;
  readonly close: () => void;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function startFakeIssuer(): Promise<FakeIssuer> {
  const calls: string[] = [];
  const challenges = new Map<string, string>();
  const access = new Set<string>();
  const refresh = new Set<string>();

  const grantTokens = (): Answer => {
    const [access_token, refresh_token] = [randomUUID(), randomUUID()];
    access.add(access_token);
    refresh.add(refresh_token);
    return json(200, { access_token, refresh_token, expires_in: 3_600, token_type: 'Bearer' });
  };
  const routes: Readonly<Record<string, (fields: URLSearchParams) => Answer>> = {
    'GET /oauth2/authorize'(query) {
      const code = randomUUID();
      challenges.set(code, query.get('code_challenge') ?? '');
      const state = query.get('state') ?? '';
      const isWhole = query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256';
      return isWhole
        ? toSignInPage(query.get('redirect_uri') ?? '', code, state)
        : json(400, { error: 'invalid_request' });
    },
    'POST /oauth2/token'(fields) {
      calls.push(fields.get('grant_type') ?? '');
      const challenge = createHash('sha256')
        .update(fields.get('code_verifier') ?? '')
        .digest('base64url');
      const code = fields.get('code') ?? '';
      const isGood = refresh.delete(fields.get('refresh_token') ?? '') || challenges.get(code) === challenge;
      challenges.delete(code);
      return isGood ? grantTokens() : json(400, { error: 'invalid_grant' });
    },
    'POST /oauth2/revoke'(fields) {
      refresh.delete(fields.get('token') ?? '');
      return json(200, {});
    },
    'GET /logout': (query) => ({ status: 302, headers: { location: query.get('logout_uri') ?? '' }, body: '' }),
  };
  const answer = async (request: http.IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const route = routes[`${request.method} ${pathname}`];
    if (route && pathname !== '/oauth2/token') calls.push(pathname.replace(/.*\//, ''));
    const fields = request.method === 'POST' ? new URLSearchParams(await text(request)) : searchParams;
    return route?.(fields) ?? json(404, {});
  };
  const server = http.createServer((request, response) => {
    void answer(request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  const port = await listenOnLoopback(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    isGood: (authorization = '') => access.has(authorization.replace(/^Bearer /, '')),
    endAccess: () => access.clear(),
    endRefresh: () => refresh.clear(),
    close: () => void server.close(),
  };
}

function json(status: number, body: object): Answer {
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
  return { status, headers, body: JSON.stringify(body) };
}

/** Two links back to the page: with a code, and with an error. */
function toSignInPage(redirectUri: string, code: string, state: string): Answer {
  const toLink = (label: string, query: Record<string, string>) =>
    `<a href="${redirectUri}?${new URLSearchParams({ ...query, state }).toString().replaceAll('&', '&amp;')}">${label}</a>`;
  const refusal = { error: 'access_denied', error_description: 'Not today.' };
  const links = [toLink('Come in', { code }), toLink('Stay out', refusal)];
  return { status: 200, headers: { 'content-type': 'text/html' }, body: `<!doctype html>${links.join(' ')}` };
}
