import path from 'node:path';
import { type Client, type Session } from '../client.ts';
import { inTerminal } from '../run/in-terminal.ts';

/** What Claude Code and the Agent SDK, which runs it, are told. As root they only run in a sandbox. */
export function toVariables({ url, key, model }: Session): Record<string, string> {
  return {
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: key,
    ANTHROPIC_MODEL: model,
    ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    IS_SANDBOX: '1',
  };
}

export const claudeCode: readonly Client[] = [
  {
    name: 'claude-code',
    title: 'Claude Code',
    folder: 'claude-code',
    packages: ['@anthropic-ai/claude-code'],
    protocol: 'Messages',
    models: ['claude-haiku-5-5', 'claude-sonnet-4-5', 'nova'],
    // It tells what it makes of a 404, not what the 404 says.
    error: { model: 'unknown', says: /issue with the selected model \(unknown\)/ },
    ask: inTerminal({
      command: (question, isFirst, session) => ({
        file: process.execPath,
        args: [
          path.join(session.installed, 'node_modules/@anthropic-ai/claude-code/cli-wrapper.cjs'),
          ...(isFirst ? [] : ['--continue']),
          '-p',
          question,
          '--dangerously-skip-permissions',
        ],
        env: toVariables(session),
      }),
    }),
  },
];
