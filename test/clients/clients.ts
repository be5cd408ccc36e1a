import type { Client } from './client.ts';
import { agentLibraries } from './programs/agent-libraries.ts';
import { aiSdk } from './programs/ai-sdk.ts';
import { assistantUi } from './programs/assistant-ui.ts';
import { claudeAgentSdk } from './programs/claude-agent-sdk.ts';
import { claudeCode } from './programs/claude-code.ts';
import { cline } from './programs/cline.ts';
import { codex } from './programs/codex.ts';
import { continueCli } from './programs/continue.ts';
import { llamaindex } from './programs/llamaindex.ts';
import { opencode } from './programs/opencode.ts';
import { qwenCode } from './programs/qwen-code.ts';
import { sdks } from './programs/sdks.ts';

/** In the order of docs/clients.md: programs, then libraries. */
export const clients: readonly Client[] = [
  ...claudeCode,
  ...claudeAgentSdk,
  ...codex,
  ...opencode,
  ...qwenCode,
  ...continueCli,
  ...cline,
  ...sdks,
  ...aiSdk,
  ...assistantUi,
  ...agentLibraries,
  ...llamaindex,
];

/** The folder in packages/ whose clients run in the time that CI has. */
export const quickFolder = 'libraries';

/** The clients of these names, or of names that start with one: `opencode` stands for all three of its protocols. */
export function findClients(names: readonly string[]): readonly Client[] {
  for (const name of names) {
    if (!clients.some((client) => isMeant(client, name))) {
      throw new Error(`There is no client ${name}: --list shows all`);
    }
  }
  return clients.filter((client) => names.some((name) => isMeant(client, name)));
}

function isMeant(client: Client, name: string): boolean {
  return client.name === name || client.name.startsWith(`${name}-`);
}
