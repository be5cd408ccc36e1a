import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CallToolResultSchema,
  type ContentBlock,
  ErrorCode,
  ListToolsResultSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { Host } from '../host.ts';
import { answerAtOnce } from './answer-at-once.ts';
import { toFetch } from './fetch.ts';
import type { McpServer } from './mcp.ts';
import { Problem } from './problem.ts';

/** How long a server may take to say what it is. */
const connectMs = 10_000;
/** Longer than any tool may take: the guard ends it (strands/guard-tools.ts). */
const callMs = 60_000;

/** A conversation with a server, which is begun anew when the server has forgotten it. */
export function openSession(server: McpServer, host: Host) {
  const send = toFetch(server, host);
  let connecting: Promise<Client> | undefined;

  async function connect(): Promise<Client> {
    const client = new Client({ name: 'rivulet', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(server.url), { fetch: answerAtOnce(send) });
    await client.connect(transport, { timeout: connectMs });
    return client;
  }

  async function ask<Answer>(question: (client: Client) => Promise<Answer>, isAgain = false): Promise<Answer> {
    const connected = (connecting ??= connect());
    try {
      return await question(await connected);
    } catch (error) {
      // Other calls may still run on it, so it is left alone, and whoever asks next connects anew.
      if (connecting === connected && !isAnswer(error)) connecting = undefined;
      if (isForgotten(error) && !isAgain) return ask(question, true);
      if (!(error instanceof StreamableHTTPError)) throw error;
      throw new Problem(`Status${error.code ?? 0}`, 'the server refused', { cause: error });
    }
  }

  return {
    list: (cursor: string | undefined, signal: AbortSignal) =>
      ask((client) =>
        client.request(
          { method: 'tools/list', params: cursor === undefined ? {} : { cursor } },
          ListToolsResultSchema,
          { signal },
        ),
      ),

    /** What a tool returned: its texts, or what it says in their place. */
    async call(name: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal) {
      const params = { name, arguments: { ...input } };
      const options = { signal, timeout: callMs };
      const {
        content,
        structuredContent,
        isError = false,
      } = await ask((client) => client.request({ method: 'tools/call', params }, CallToolResultSchema, options));
      const whole = content.length > 0 ? content.map(toText).join('\n') : JSON.stringify(structuredContent ?? null);
      return { content: whole, isError };
    },
  };
}

/** What the client says itself, as an error of the server's. */
const ownCodes: ReadonlySet<number> = new Set([ErrorCode.ConnectionClosed, ErrorCode.RequestTimeout]);

/** Whether the server has said that it can't do what it is asked: it still knows the session. */
function isAnswer(error: unknown): boolean {
  return error instanceof McpError && !ownCodes.has(error.code);
}

/** 404 says that the session is over. Some servers say 400, to any request of a session that they do not know. */
function isForgotten(error: unknown): boolean {
  return error instanceof StreamableHTTPError && (error.code === 404 || error.code === 400);
}

function toText(part: ContentBlock): string {
  if (part.type === 'text') return part.text;
  if (part.type === 'resource_link') return `[${part.name}: ${part.uri}]`;
  return part.type === 'resource' && 'text' in part.resource ? part.resource.text : `[${part.type}]`;
}

export type Session = ReturnType<typeof openSession>;
