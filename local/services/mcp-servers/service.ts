import { servers } from '../../../agents/servers/index.ts';
import { readChatConfig } from '../../read-chat-config.ts';
import type { Service } from '../service.ts';

/** The MCP servers that the project brings along, each needed when the chat function has its agent. */
export const mcpServers: readonly Service[] = servers.map(({ agent, variable, start }) => ({
  isNeeded: ({ api }) => Object.hasOwn(readChatConfig(api)?.agents ?? {}, agent),

  async start() {
    const { url, close } = await start();
    return { variables: { [variable]: url }, close };
  },
}));
