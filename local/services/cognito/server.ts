import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isLoopbackName } from '../../is-loopback-name.ts';
import { toIssuerUrl } from '../../template/cognito/issuer-url.ts';
import { listenOnLoopback } from '../../listen-on-loopback.ts';
import { createIssuerState } from './issuer-state.ts';
import type { LocalUserPool } from '../../template/access-model.ts';
import { readForm } from './http/read-form.ts';
import { plainText, type Reply } from './http/reply.ts';
import { type IssuerRoute, routesOf } from './endpoints/routes.ts';
import { createSigningKey, type PublicKey } from './signing-key.ts';

export interface Issuer {
  /** Of its OAuth endpoints, no slash at the end. */
  readonly url: string;
  /** What its tokens say: an address at AWS, at which nothing of this is found. */
  readonly issuer: string;
  /** A JWKS. */
  readonly keys: { readonly keys: PublicKey[] };
  /** Ends every connection and stops listening. */
  readonly close: () => Promise<void>;
}

export interface IssuerOptions {
  /** Milliseconds since the epoch. @default the real time */
  readonly now?: () => number;
  /** @default any free port */
  readonly port?: number;
}

/** The OAuth side of a Cognito user pool on 127.0.0.1, without passwords. Rejects with EADDRINUSE when the port is taken. */
export async function startIssuer(pool: LocalUserPool, options: IssuerOptions = {}): Promise<Issuer> {
  const { now = Date.now, port: wantedPort = 0 } = options;
  const key = await createSigningKey();
  const issuer = toIssuerUrl(pool.id);
  const state = createIssuerState(pool, issuer, key, now);
  const routes = routesOf(pool);

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A caller that leaves while it is still sending is not an error.
      if (!request.destroyed || request.complete) console.error('The Cognito stand-in failed:', error);
      response.destroy();
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Not resolved: the target //127.0.0.1/ would replace the host. A foreign name that resolves to this machine would make a foreign
    // page one of this origin.
    const url = URL.parse(`http://${request.headers.host}${request.url}`);
    if (url === null || !isLoopbackName(url.hostname)) return send(response, plainText('Only on this machine.', 403));
    const matching = routes.filter(({ path }) => path === url.pathname);
    const isForPages = matching.some((each) => each.isForPages === true);
    if (request.method === 'OPTIONS' && isForPages) return send(response, preflight, isForPages);
    const route = matching.find(({ method }) => method === request.method);
    send(response, route ? await answer(route, request, url) : notFound, isForPages);
  }

  async function answer(route: IssuerRoute, request: IncomingMessage, url: URL): Promise<Reply> {
    const parameters = route.method === 'GET' ? url.searchParams : await readForm(request);
    if (parameters === undefined) return plainText('The form is too large.', 413);
    return route.answer(state, { parameters, headers: request.headers, origin: url.origin });
  }

  const port = await listenOnLoopback(server, wantedPort);
  return {
    url: `http://127.0.0.1:${port}`,
    issuer,
    keys: { keys: [key.publicKey] },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const notFound = plainText('There is nothing here.', 404);

const preflight: Reply = {
  status: 204,
  headers: { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type, authorization' },
  body: '',
};

/** Nothing here may be kept: it is secret, or for one moment. */
function send(response: ServerResponse, { status, headers, body }: Reply, isForPages = false): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(isForPages && { 'access-control-allow-origin': '*' }),
    ...headers,
  });
  response.end(body);
}
