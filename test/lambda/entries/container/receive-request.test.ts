import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { anyone } from '../../../../lambda/access/caller.ts';
import { receiveRequest } from '../../../../lambda/entries/container/receive-request.ts';
import { listenOnLoopback } from '../../../../local/listen-on-loopback.ts';

const handed = { route: '/chat', context: { requestId: 'r', extendedRequestId: 'e', requestTimeEpoch: 1 } };

test('a client that left while its request was looked at is known to have left', async () => {
  const known = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    response.once('close', () => {
      const received = receiveRequest(request, response, handed, anyone, { body: Buffer.alloc(0) });
      known.resolve(received.left);
    });
    request.resume();
  });
  const port = await listenOnLoopback(server, 0);
  onTestFinished(() => void server.close());
  const socket = connect(port, '127.0.0.1');
  socket.write('POST /chat HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}');
  await once(socket, 'connect');
  setTimeout(() => socket.destroy(), 50);
  await expect(known.promise).resolves.toBeUndefined();
});
