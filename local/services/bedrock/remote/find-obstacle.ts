import { connect } from 'node:net';

/** As long as the function gives a connection: lambda/bedrock/client.ts. */
const patienceMs = 3_000;

/** Why no connection to a server can be made, as the system names it; nothing when one can. */
export async function findObstacle({ hostname, port, protocol }: URL): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect({
    // An IPv6 address stands in brackets in a URL.
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
