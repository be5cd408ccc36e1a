import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import type { RunningServer } from './index.ts';
import { openTaskList, type TaskList } from './task-list.ts';

/** An MCP server with one list of tasks, in memory. It asks nobody who they are: only programs on this machine reach it. */
export async function startTasks(): Promise<RunningServer> {
  const list = openTaskList();
  const server = createServer((request, response) => {
    serve(request, response, list).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/mcp`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ownNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

async function serve(request: IncomingMessage, response: ServerResponse, list: TaskList): Promise<void> {
  const { method, url, headers } = request;
  // A page of any origin could make its name lead to this machine, and finish tasks.
  const isOwn = headers.origin === undefined && ownNames.has(URL.parse(`http://${headers.host}`)?.hostname ?? '');
  if (!isOwn) return void response.writeHead(403).end();
  if (url !== '/mcp') return void response.writeHead(404).end();
  // No sessions, so nothing is kept of whoever asked, and no streams of the server's own.
  if (method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
  const mcp = toServer(list);
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.once('close', () => void mcp.close());
  await mcp.connect(transport);
  await transport.handleRequest(request, response);
}

function toServer(list: TaskList): McpServer {
  const server = new McpServer({ name: 'tasks', version: '1.0.0' });
  const title = z.string().trim().min(1).max(200).describe('What is to be done, in a few words');
  const number = z.number().int().describe('The number of the task in the list');
  server.registerTool(
    'add_task',
    { description: 'Puts a task on the list and returns its number.', inputSchema: { title } },
    (task) => toResult(list.add(task.title)),
  );
  server.registerTool('list_tasks', { description: 'The tasks that are not finished, with their numbers.' }, () =>
    toResult(list.list()),
  );
  server.registerTool(
    'finish_task',
    { description: 'Takes a finished task off the list.', inputSchema: { number } },
    (task) => toResult(list.finish(task.number)),
  );
  return server;
}

function toResult(text: string) {
  return { content: [{ type: 'text' as const, text }] };
}
