import { FunctionTool, type JSONSchema, type Tool } from '@strands-agents/sdk';
import type { Host } from '../host.ts';
import { ToolError } from '../tool-error.ts';
import type { McpServer } from './mcp.ts';
import { Problem } from './problem.ts';
import { openSession, type Session } from './session.ts';

/** What a server says of a tool is shown to the model: it can't be long enough to hold more than what the tool does. */
const maxDescription = 2_000;
const maxSchemaBytes = 16_000;
const maxPages = 20;

type Listed = Awaited<ReturnType<Session['list']>>['tools'][number];

/** Those of a server's tools that the agent may use. Throws if one of them is not there. */
export async function listServerTools(server: McpServer, host: Host, signal: AbortSignal): Promise<readonly Tool[]> {
  const session = openSession(server, host);
  const offered = new Map((await listAll(session, signal)).map((tool) => [tool.name, tool]));
  return server.tools.map((name) => {
    const tool = offered.get(name);
    if (!tool) throw new Problem('ToolMissing', 'the server has no such tool');
    return toTool(tool, session);
  });
}

async function listAll(session: Session, signal: AbortSignal): Promise<readonly Listed[]> {
  const tools: Listed[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages === 0 || cursor !== undefined; pages += 1) {
    if (pages === maxPages) throw new Problem('EndlessList', 'the server lists its tools without an end');
    const page = await session.list(cursor, signal);
    tools.push(...page.tools);
    cursor = page.nextCursor;
  }
  return tools;
}

function toTool({ name, description, inputSchema }: Listed, session: Session): Tool {
  const schema = JSON.stringify(inputSchema);
  if (Buffer.byteLength(schema) > maxSchemaBytes) throw new Problem('SchemaTooLarge', 'a tool’s schema is too large');
  const read: JSONSchema = JSON.parse(schema);
  return new FunctionTool({
    name,
    // Strands takes none without one.
    description: (description || name).slice(0, maxDescription).toWellFormed(),
    inputSchema: read,
    async callback(input, context) {
      if (typeof input !== 'object' || input === null) throw new ToolError('the input must be an object');
      const { content, isError } = await session.call(
        name,
        Object.fromEntries(Object.entries(input)),
        context.cancelSignal,
      );
      // What a server says of its error may be anything, a stack trace or an instruction.
      if (isError) throw new Error('the server says that the tool failed');
      return content;
    },
  });
}
