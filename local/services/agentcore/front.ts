import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { isLoopbackName } from '../../is-loopback-name.ts';
import { listenOnLoopback } from '../../listen-on-loopback.ts';
import { checkSignature } from '../../sigv4/signature.ts';
import { invokeApp } from './invoke-app.ts';
import { toRoute } from './route.ts';

export interface FrontOptions {
  /** The apps by the endpoints of the runtimes that they stand for. */
  readonly apps: ReadonlyMap<string, URL>;
  /** Whether requests must be signed with the stage's credentials, for the region of the runtime's ARN. */
  readonly isSigned: boolean;
}

export interface Front {
  /** For `AWS_ENDPOINT_URL_BEDROCK_AGENTCORE`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const sessionHeader = 'x-amzn-bedrock-agentcore-runtime-session-id';

/**
 * AgentCore's data plane on 127.0.0.1, in front of apps: InvokeAgentRuntime and StopRuntimeSession. As there, a client that leaves does not stop
 * an agent, and an app's own error is a `RuntimeClientError` without its words. Unlike there, all sessions of a runtime are in one process.
 */
export async function startFront({ apps, isSigned }: FrontOptions): Promise<Front> {
  /** By session: ends what runs in it. */
  const sessions = new Map<string, AbortController>();

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = incoming;
    const body = await buffer(incoming);
    // The local credentials are no secret, so that a page of any origin could sign with them.
    if (headers.origin !== undefined || !isLoopbackName(URL.parse(`http://${headers.host}`)?.hostname ?? ''))
      return refuse(response, 403, 'AccessDeniedException', 'Only programs on this machine, and no web pages.');
    const route = toRoute(method, url);
    if (!route) return refuse(response, 404, 'UnknownOperationException', unknownOperation);
    const signedFor = { service: 'bedrock-agentcore', region: route.region, now: new Date() };
    const problem = isSigned ? checkSignature({ method, url, headers, body }, signedFor) : undefined;
    if (problem) return refuse(response, 403, problem.type, problem.message);
    const app = apps.get(route.endpoint);
    if (!app)
      return refuse(
        response,
        404,
        'ResourceNotFoundException',
        `No runtime with the endpoint ${route.endpoint} runs here.`,
      );
    const session = String(headers[sessionHeader] ?? '');
    if (!/^.{33,256}$/.test(session)) return refuse(response, 400, 'ValidationException', wrongSession);
    if (route.operation === 'stop') return stop(session, response);
    const running = sessions.get(session) ?? new AbortController();
    sessions.set(session, running);
    const { accept = '*/*', 'content-type': type = 'application/octet-stream' } = headers;
    const asked = { headers: { accept, 'content-type': type, [sessionHeader]: session }, body };
    const status = await invokeApp(app, asked, response, running.signal);
    if (status !== undefined) refuse(response, 424, 'RuntimeClientError', `Received error (${status}) from runtime.`);
  }

  function stop(session: string, response: ServerResponse): void {
    const running = sessions.get(session);
    if (!running) return refuse(response, 404, 'ResourceNotFoundException', 'There is no such session.');
    sessions.delete(session);
    running.abort();
    response.writeHead(200, { 'content-type': 'application/json', [sessionHeader]: session }).end('{"statusCode":200}');
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  const port = await listenOnLoopback(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const running of sessions.values()) running.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const unknownOperation = 'The local stage answers InvokeAgentRuntime and StopRuntimeSession only.';
const wrongSession = 'runtimeSessionId must have 33 to 256 characters.';

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ message }));
}
