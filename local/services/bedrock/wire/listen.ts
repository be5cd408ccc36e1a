import { createServer as createHttp1Server } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Response } from './exchange.ts';

/** What `IncomingMessage` and `Http2ServerRequest` have in common. */
export interface Request extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Listener {
  readonly port: number;
  /** How many connections callers have opened so far. */
  readonly connectionsOpened: () => number;
  /** Ends every connection, busy ones too. */
  readonly close: () => Promise<void>;
}

type OnRequest = (request: Request, response: Response, socket: Socket) => void;

const idleKeepAliveMs = 60_000;

/**
 * Serves HTTP/2 (cleartext, prior knowledge) and HTTP/1.1 on one port of 127.0.0.1: a connection that begins with
 * `PRI` speaks HTTP/2. Rejects when the port is taken.
 */
export async function listen(port: number, onRequest: OnRequest): Promise<Listener> {
  // By remote port: HTTP/2 hides the socket behind a proxy that can't be destroyed.
  const sockets = new Map<number | undefined, Socket>();
  let opened = 0;
  const handle = (request: Request & { readonly socket: Socket }, response: Response): void => {
    onRequest(request, response, sockets.get(request.socket.remotePort) ?? request.socket);
  };
  const http1 = createHttp1Server({ keepAliveTimeout: idleKeepAliveMs }, handle);
  const http2 = createHttp2Server({}, handle);
  http2.on('session', (session) => session.on('error', () => session.destroy()));

  // Without noDelay Nagle's algorithm holds each small delta back for 40 ms.
  const server = createServer({ noDelay: true }, (socket) => {
    const { remotePort } = socket;
    opened += 1;
    sockets.set(remotePort, socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(remotePort));
    sniff(socket, (isHttp2) => (isHttp2 ? http2 : http1).emit('connection', socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    connectionsOpened: () => opened,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}

/** Looks at the first bytes and puts them back. Clients send HTTP/2's preface in one piece. */
function sniff(socket: Socket, decide: (isHttp2: boolean) => void): void {
  socket.once('readable', () => {
    const first: Buffer | null = socket.read();
    if (first === null) return;
    socket.unshift(first);
    decide(first.subarray(0, 3).toString('latin1') === 'PRI');
  });
}
