import { once } from 'node:events';
import { request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';

interface Asked {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Passes an app's answer on as it comes, and reads it on when the client has left: only the signal ends it.
 * @returns the status of an app that refuses or can't be asked: nothing is sent then
 */
export async function invokeApp(
  app: URL,
  { headers, body }: Asked,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<number | undefined> {
  const asked = request(new URL('/invocations', app), { method: 'POST', headers, signal });
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
  response.writeHead(statusCode, { 'content-type': answer.headers['content-type'] });
  response.flushHeaders();
  try {
    for await (const piece of answer) {
      if (response.writable && !response.write(piece))
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    response.end();
  } catch {
    response.destroy();
  }
  return undefined;
}
