import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import dynalite from 'dynalite';
import { listenOnLoopback } from '../../listen-on-loopback.ts';
import type { LocalTable } from '../../template/dynamodb/local-table.ts';
import { createTable } from './create-table.ts';
import { findRefusal, type Refusal } from './find-refusal.ts';
import { openFolder } from './open-folder.ts';

export interface DynamoDbOptions {
  readonly tables: readonly LocalTable[];
  /** Where items are kept. @default in memory, until it closes */
  readonly folder?: string;
  /** The region for which requests must be signed; undefined when signatures can't be checked. */
  readonly signedFor: string | undefined;
}

export interface DynamoDb {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly url: string;
  /** Answers requests that came to another port of this machine, without a look at who signed them. */
  readonly answer: RequestListener;
  /** Ends every connection, stops listening and closes the folder. */
  readonly close: () => Promise<void>;
}

/** DynamoDB's API on 127.0.0.1, by dynalite, with these tables. Permissions are not checked, and items do not expire. Rejects if the folder can't be used. */
export async function startDynamoDb({ tables, folder, signedFor }: DynamoDbOptions): Promise<DynamoDb> {
  if (folder !== undefined) await openFolder(folder);
  const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: folder }) });
  const url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  const answering = new Set<ServerResponse>();

  async function close(): Promise<void> {
    const closed = promisify(server.close.bind(server))();
    // dynalite ends the process when its database closes during a request, also one whose caller has left.
    while ([...answering].some(({ writableEnded }) => !writableEnded)) await delay(1);
    server.closeAllConnections();
    await closed;
  }

  try {
    for (const table of tables) await createTable(url, table);
  } catch (error) {
    await close();
    throw error;
  }
  // Only now, because the stage's own requests are not signed. Nobody else knows the address yet.
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', toListener(signedFor));

  function toListener(region: string | undefined): RequestListener {
    return (request, response) => {
      serve(request, response, region).catch(() => {
        // A caller that leaves while it is still sending is not an error.
        answering.delete(response);
        response.destroy();
      });
    };
  }

  async function serve(request: IncomingMessage, response: ServerResponse, region: string | undefined): Promise<void> {
    const body = await buffer(request);
    const refusal = findRefusal(request, body, region);
    if (refusal) return send(response, refusal);
    if (!server.listening) return void response.destroy();
    answering.add(response);
    response.once('finish', () => answering.delete(response));
    for (const listener of listeners) listener.call(server, request, response);
    // dynalite waits for the body, which has been read.
    request.emit('data', body);
    request.emit('end');
  }

  return { url, answer: toListener(undefined), close };
}

function send(response: ServerResponse, { status, type, message }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message }));
}
