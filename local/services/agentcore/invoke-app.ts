import { once } from 'node:events';
import { request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';

interface Asked {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Passes an app's answer on as it comes, and reads it on when the client has left: only the signal ends it.
 * @param app its address; with a path, that is what is asked
 * @returns the status of an app that refuses or can't be asked: nothing is sent then
 */
export async function invokeApp(
  app: URL,
  { headers, body }: Asked,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<number | undefined> {
  const address = app.pathname === '/' ? new URL('/invocations', app) : app;
  const asked = request(address, { method: 'POST', headers, signal });
  const answered = once(asked, 'response');
  asked.end(body);
  let answer: IncomingMessage;
  try {
    [answer] = await answered;
  } catch {
    return 502;
  }
  // What comes after the answer has no other listener, and would end the process.
  asked.on('error', () => undefined);
  const { statusCode = 500 } = answer;
  if (statusCode >= 400) {
    answer.resume();
    return statusCode;
  }
  const { 'content-type': type } = answer.headers;
  response.writeHead(statusCode, type === undefined ? {} : { 'content-type': type });
  response.flushHeaders();
  const left = once(response, 'close');
  try {
    for await (const piece of answer) {
      if (!response.destroyed && !response.write(piece)) await Promise.race([drained(response), left]);
    }
    response.end();
  } catch {
    response.destroy();
  }
  return undefined;
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('drain', resolve));
}
