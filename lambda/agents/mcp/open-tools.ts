import type { Tool } from '@strands-agents/sdk';
import type { Host } from '../host.ts';
import type { McpServer } from './mcp.ts';

/** Servers are asked for their tools once in an environment, or each answer would wait for it. */
const listed = new WeakMap<McpServer, Promise<readonly Tool[]>>();

/** The tools themselves, and those of servers. Throws a `Failure` for a server that does not list its tools: an agent without them is another one. */
export async function openTools(tools: readonly (Tool | McpServer)[], host: Host): Promise<readonly Tool[]> {
  const opened = await Promise.all(tools.map(async (tool) => ('kind' in tool ? listOnce(tool, host) : [tool])));
  return opened.flat();
}

async function listOnce(server: McpServer, host: Host): Promise<readonly Tool[]> {
  const known = listed.get(server);
  if (known) return known;
  const listing = import('./server-tools.ts').then(({ listServerTools }) => listServerTools(server, host));
  listed.set(server, listing);
  try {
    return await listing;
  } catch (error) {
    listed.delete(server);
    throw host.toFailure(
      'tools-unavailable',
      'a server of this agent’s tools does not answer as it should: try again',
      {
        upstream: error instanceof Error ? error.name : 'unnamed',
      },
    );
  }
}
