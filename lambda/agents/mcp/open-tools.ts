import type { Tool } from '@strands-agents/sdk';
import type { Host } from '../host.ts';
import type { McpServer } from './mcp.ts';
import { Problem } from './problem.ts';

/** How long a server may take to list its tools, with all that comes before: secrets, tokens, a session. */
const limitMs = 10_000;

/** Servers are asked for their tools once in an environment, or each answer would wait for it. */
const listed = new WeakMap<McpServer, Promise<readonly Tool[]>>();

/** The tools themselves, and those of servers. Throws a `Failure` for a server that does not list its tools: an agent without them is another one. */
export async function openTools(
  tools: readonly (Tool | McpServer)[],
  host: Host,
  ms = limitMs,
): Promise<readonly Tool[]> {
  const opened = await Promise.all(tools.map(async (tool) => ('kind' in tool ? listOnce(tool, host, ms) : [tool])));
  return opened.flat();
}

async function listOnce(server: McpServer, host: Host, ms: number): Promise<readonly Tool[]> {
  const listing = listed.get(server) ?? list(server, host, ms);
  listed.set(server, listing);
  try {
    return await listing;
  } catch (error) {
    if (listed.get(server) === listing) listed.delete(server);
    throw host.toFailure(
      'tools-unavailable',
      'a server that this agent needs for its tools does not answer as it should: try again later',
      { upstream: `${error instanceof Error ? error.name : 'unnamed'} of ${new URL(server.url).host}` },
    );
  }
}

async function list(server: McpServer, host: Host, ms: number): Promise<readonly Tool[]> {
  const { listServerTools } = await import('./server-tools.ts');
  const signal = AbortSignal.timeout(ms);
  const { promise: isLate, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new Problem('Late', 'the server took too long to list its tools')));
  return Promise.race([listServerTools(server, host, signal), isLate]);
}
