import { once } from 'node:events';
import type { Server } from 'node:net';

/** No other machine can reach the stage. Port 0 means any free port. Returns the port. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
