import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Environment } from '../../environment.ts';
import { type Access, toCaller } from '../to-caller.ts';
import { handle } from '../../handle.ts';
import { wrap } from '../../source.ts';
import { openBodies } from './bodies.ts';
import { httpSink } from './http-sink.ts';
import { createCheckOrigin } from './origin.ts';
import { createReadGroups, type UserPool } from './read-groups.ts';
import { noGroups, type ReadGroups, readHandedOver } from './read-handed-over.ts';
import { receiveRequest } from './receive-request.ts';
import { openStreams } from './streams.ts';

export interface ContainerOptions {
  /** How requests are answered from now on. */
  readonly current: () => Environment;
  readonly access: Access;
  /** What the integration alone knows. */
  readonly originSecret: string;
  /** Where people sign in, if their groups say which plan they have. */
  readonly users?: UserPool;
  /** How many answers may be written at the same time. */
  readonly mostStreams: number;
  /** How many bytes the bodies of all requests may have that are being answered. */
  readonly mostBodyBytes: number;
  /** Receives what is wrong with the deployment, or with us; never what is in a request. */
  readonly logError: (line: string) => void;
}

export interface Container {
  readonly server: Server;
  /** How many requests are being answered. */
  readonly streams: () => number;
  /**
   * Takes nothing new, and resolves when all that runs has ended and is settled: by itself, or after `graceMs` with a failure
   * that its protocol has a word for. What is told again to who follows it has no such word, and is cut.
   */
  readonly stop: (graceMs: number) => Promise<void>;
}

/** Longer than the load balancer keeps a connection, or it sends a request into one that is just being closed (502). */
const keepAliveTimeout = 4_000_000;

/** API Gateway's own limit on all headers is 10 240 bytes, and it adds its own. */
const maxHeaderSize = 32 * 1024;

/** How long an answer that is ended has for its last words. */
const lastWordsMs = 5_000;

/** The same way of a request as in Lambda, for many at once in one process. */
export function openContainer(options: ContainerOptions): Container {
  const { current, access, originSecret, mostStreams, mostBodyBytes, logError } = options;
  const streams = openStreams(mostStreams);
  const bounded = ({ sources, ...rest }: Environment): Environment => ({
    ...rest,
    sources: {
      ...sources,
      converse: wrap(sources.converse, [streams.wrapper]),
      embed: wrap(sources.embed, [streams.wrapper]),
    },
  });
  const isOurs = createCheckOrigin(originSecret);
  const readGroups = toReadGroups(options);
  const readBody = openBodies(mostBodyBytes);
  let isStopping = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/health') return void response.writeHead(200).end();
    if (!isOurs(request)) return void response.writeHead(403, { connection: 'close' }).end();
    const handed = await readHandedOver(request, access.wayIn, readGroups);
    const caller = toCaller(handed.context, access);
    const body = await readBody(request, response);
    const environment = bounded(current());
    await streams.run(handle(receiveRequest(request, response, handed, caller, body), httpSink(response), environment));
  }

  const listener: RequestListener = (request, response) => {
    // A connection that is kept would bring the next request, and the process would wait for it.
    response.once('close', () => isStopping && setImmediate(() => server.closeIdleConnections()));
    answer(request, response).catch((error: unknown) => {
      // A cut answer is in the log by its record, and who left while sending is no error; what else did not begin is the deployment's.
      if (!response.headersSent && !response.destroyed)
        logError(error instanceof Error ? error.message : String(error));
      response.destroy();
    });
  };
  const server = createServer({ keepAliveTimeout, maxHeaderSize }, listener);

  return {
    server,
    streams: streams.count,
    async stop(graceMs) {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const ending = setTimeout(streams.end, graceMs);
      const cutting = setTimeout(() => server.closeAllConnections(), graceMs + lastWordsMs);
      await closed;
      // An answer may go on unread, and what is over may still be settled.
      await streams.settled();
      clearTimeout(ending);
      clearTimeout(cutting);
    },
  };
}

/** With one plan, groups say nothing. */
function toReadGroups({ access: { wayIn, plans }, users }: ContainerOptions): ReadGroups {
  if (wayIn !== 'cognito' || Object.keys(plans).length <= 1) return async () => noGroups;
  if (!users) throw new Error('RIVULET_USERS_ISSUER is missing: deploy the stack again');
  return createReadGroups(users);
}
