import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handedTo, startContainer } from '../../../fixtures/container/container.ts';

let container: Awaited<ReturnType<typeof startContainer>>;

beforeEach(async () => void (container = await startContainer()));
afterEach(() => {
  container.server.close();
  container.server.closeAllConnections();
});

const body = '{"message":"Hi"}';
const handed = Object.entries(handedTo('key')).map(([name, value]) => `${name}: ${value}`);

/** What comes back for these lines: each status, in order. The connection is closed by the sender. */
async function statusesOf(lines: readonly string[], sent: string = body): Promise<readonly string[]> {
  const socket = connect(container.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.end(`${lines.join('\r\n')}\r\n\r\n${sent}`);
  const answered = await text(socket).catch(() => '');
  return [...answered.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status = '']) => status);
}

const request = ['POST /chat HTTP/1.1', 'host: a', ...handed];
const length = `content-length: ${body.length}`;

test.each<[what: string, lines: readonly string[], statuses: readonly string[]]>([
  ['two ways to say a length', [...request, length, 'transfer-encoding: chunked'], ['400']],
  ['two lengths', [...request, length, 'content-length: 3'], ['400']],
  ['an encoding that is no encoding', [...request, 'transfer-encoding: xchunked'], ['400']],
  ['a length with a sign', [...request, `content-length: +${body.length}`], ['400']],
  ['a space before a colon', [...request, length, 'x-rivulet-caller : mallory'], ['400']],
  ['a folded header', [...request, length, 'x-a: b', ' x-rivulet-caller: mallory'], ['400']],
  ['a second caller in other letters', [...request, length, 'X-RIVULET-CALLER: mallory'], []],
  ['a second secret', [...request, length, 'X-Rivulet-Origin: guessed'], ['403']],
  ['no host', ['POST /chat HTTP/1.1', ...handed, length], ['400']],
  ['another host’s address', ['POST http://evil.example/chat HTTP/1.1', 'host: a', ...handed, length], ['200']],
  ['an expectation that nobody knows', [...request, length, 'expect: magic'], ['417']],
  ['headers above the limit', [...request, length, `x-a: ${'a'.repeat(40_000)}`], ['431']],
])('%s: what is answered is what was meant', async (_what, lines, statuses) => {
  expect(await statusesOf(lines)).toEqual(statuses);
  expect(container.records.every(({ caller }) => caller === 'key-1')).toBe(true);
});

test('a request behind a body is a request of its own, and nobody’s', async () => {
  const behind = 'POST /chat HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n';
  expect(await statusesOf([...request, length], body + behind)).toEqual(['200', '403']);
  expect(container.records).toHaveLength(1);
});

test.each(['x-rivulet-caller', 'x-rivulet-origin', 'close, x-rivulet-plan'])(
  'a header named in Connection (%s) is still one that API Gateway wrote',
  async (connection) => {
    expect(await statusesOf([...request, length, `connection: ${connection}`])).toEqual(['200']);
    expect(container.records).toMatchObject([{ caller: 'key-1', plan: 'team' }]);
  },
);

test('a body larger than API Gateway lets through is not read to its end', async () => {
  const socket = connect(container.port, '127.0.0.1');
  socket.write(`${[...request, 'content-length: 99999999'].join('\r\n')}\r\n\r\n`);
  const part = Buffer.alloc(1024 * 1024, 'a');
  let sent = 0;
  const closed = once(socket, 'close').catch(() => undefined);
  while (!socket.destroyed && sent < 90) {
    sent += 1;
    if (!socket.write(part)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
  }
  expect(sent).toBeLessThan(40);
  expect(container.records).toEqual([]);
});
