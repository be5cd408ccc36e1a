import type { ServerResponse } from 'node:http';
import type { Sink } from '../../http/sink.ts';

/** Node's response: its head leaves with the first write. */
export function httpSink(response: ServerResponse): Sink {
  return { open: ({ status, headers }) => response.writeHead(status, { ...headers }) };
}
