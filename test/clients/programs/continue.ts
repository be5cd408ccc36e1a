import path from 'node:path';
import { type Client, type Session, unknown } from '../client.ts';
import { inTerminal } from '../run/in-terminal.ts';

export const continueCli: readonly Client[] = [
  toClient('continue-chat', 'Chat Completions', 'openai'),
  toClient('continue-messages', 'Messages', 'anthropic'),
  {
    ...toClient('continue-responses', 'Responses', 'openai'),
    models: ['gpt-5.5', 'gpt-5-mini'],
    cut: 'gpt-5-cut',
    setting: 'an alias that starts with `gpt-5`',
  },
];

function toClient(name: string, protocol: Client['protocol'], provider: string): Client {
  return {
    name,
    title: 'Continue CLI',
    folder: 'continue',
    packages: ['@continuedev/cli'],
    protocol,
    models: ['claude-haiku-5-5', 'nova'],
    error: unknown,
    ask: inTerminal({
      files: (session) => ({ '.continue/config.yaml': toConfig(session, provider) }),
      command: (question, isFirst, { installed, home }) => ({
        file: process.execPath,
        args: [
          path.join(installed, 'node_modules/.bin/cn'),
          '--config',
          path.join(home, '.continue/config.yaml'),
          '--auto',
          '-p',
          ...(isFirst ? [] : ['--resume']),
          question,
        ],
        env: {
          CONTINUE_GLOBAL_DIR: path.join(home, '.continue'),
          CONTINUE_TELEMETRY_ENABLED: '0',
          CONTINUE_CLI_ENABLE_TELEMETRY: '0',
          CONTINUE_METRICS_ENABLED: '0',
          CI: '1',
        },
      }),
    }),
  };
}

function toConfig({ url, key, model }: Session, provider: string): string {
  return `name: Rivulet
version: 1.0.0
schema: v1
models:
  - name: rivulet
    provider: ${provider}
    model: ${model}
    apiBase: ${url}/v1
    apiKey: ${key}
    roles: [chat]
    capabilities: [tool_use]
`;
}
