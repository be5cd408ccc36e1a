import http from 'node:http';
import type { Socket } from 'node:net';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';

export interface LossyNetwork {
  /** For a browser that reaches everything through it. */
  readonly proxy: { readonly server: string };
  /** Cuts every connection, and accepts none. Chromium's own offline mode leaves running answers alone. */
  readonly lose: () => void;
  readonly comeBack: () => void;
  readonly close: () => void;
}

/** A network that can be lost in the middle of an answer. */
export async function openLossyNetwork(): Promise<LossyNetwork> {
  const sockets = new Set<Socket>();
  let isLost = false;
  const server = http.createServer((request, response) => {
    const { url = '', method, headers } = request;
    const passed = http.request(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (isLost) socket.destroy();
  });
  const lose = () => {
    isLost = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    proxy: { server: `http://127.0.0.1:${await listenOnLoopback(server, 0)}` },
    lose,
    comeBack: () => void (isLost = false),
    close: () => {
      lose();
      server.close();
    },
  };
}
