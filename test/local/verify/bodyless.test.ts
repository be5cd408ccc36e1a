import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { askBodyless } from '../../../local/verify/bodyless.ts';

/** Has no page, and answers 204 to everything else on a connection, up to a number of times. */
async function startServer(answersPerConnection: number): Promise<string> {
  const server = createServer((socket) => {
    let left = answersPerConnection;
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (data.includes('/web'))
        return socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      left -= 1;
      return left >= 0 && socket.write('HTTP/1.1 204 No Content\r\n\r\n');
    });
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${await listenOnLoopback(server, 0)}/`;
}

test('an answer without a body that ends lets the next one through', async () => {
  const target = { url: await startServer(2), apiKey: undefined };
  expect(await askBodyless(target)).toEqual({ isTrue: true, seen: '204: 204' });
});

test('one that does not end is detected by the request after it', async () => {
  const target = { url: await startServer(1), apiKey: undefined };
  expect(await askBodyless(target, 300)).toEqual({ isTrue: false, seen: expect.stringContaining('204: did not end') });
});
