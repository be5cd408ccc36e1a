import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema, ListToolsResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Host } from '../host.ts';
import { toFetch } from './fetch.ts';
import type { McpServer } from './mcp.ts';

/** How long a server may take to say what it is, and what tools it has. */
const listMs = 10_000;
/** Longer than any tool may take: the guard ends it (strands/guard-tools.ts). */
const callMs = 60_000;

/** A conversation with a server, which is begun anew when the server has forgotten it. */
export function openSession(server: McpServer, host: Host) {
  const fetch = toFetch(server, host);
  let connecting: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const client = new Client({ name: 'rivulet', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(server.url), { fetch });
    await client.connect(transport, { timeout: listMs });
    return client;
  }

  async function ask<Answer>(question: (client: Client) => Promise<Answer>, isAgain = false): Promise<Answer> {
    const connected = (connecting ??= connect());
    try {
      return await question(await connected);
    } catch (error) {
      // Whatever it was, the next question begins anew.
      if (connecting === connected) connecting = undefined;
      void connected.then((client) => client.close()).catch(() => undefined);
      const isForgotten = error instanceof StreamableHTTPError && error.code === 404;
      if (isForgotten && !isAgain) return ask(question, true);
      throw error;
    }
  }

  return {
    list: (cursor?: string) =>
      ask((client) =>
        client.request(
          { method: 'tools/list', params: cursor === undefined ? {} : { cursor } },
          ListToolsResultSchema,
          { timeout: listMs },
        ),
      ),

    /** What a tool returned: its texts, or what it says in their place. */
    async call(name: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal) {
      const {
        content,
        structuredContent,
        isError = false,
      } = await ask((client) =>
        client.request({ method: 'tools/call', params: { name, arguments: { ...input } } }, CallToolResultSchema, {
          signal,
          timeout: callMs,
        }),
      );
      const texts = content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`));
      const whole = texts.length > 0 ? texts.join('\n') : JSON.stringify(structuredContent ?? null);
      return { content: whole, isError };
    },
  };
}

export type Session = ReturnType<typeof openSession>;
