import { connect } from 'node:net';

/** The function's own connection timeout: lambda/bedrock/client.ts. */
const patienceMs = 3_000;

/** Why no connection to a server can be made, as the system's error code; undefined when one can. */
export async function findObstacle({ hostname, port, protocol }: URL): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect({
    // In a URL, an IPv6 address is in brackets.
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: Number(port) || (protocol === 'http:' ? 80 : 443),
  });
  socket.once('connect', () => resolve(undefined));
  socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
  const timer = setTimeout(() => resolve('ETIMEDOUT'), patienceMs);
  const obstacle = await promise;
  clearTimeout(timer);
  socket.destroy();
  return obstacle;
}
