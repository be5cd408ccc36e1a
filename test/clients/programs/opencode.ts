import path from 'node:path';
import { type Client, type Session, unknown } from '../client.ts';
import { inTerminal } from '../run/in-terminal.ts';

export const opencode: readonly Client[] = [
  toClient('opencode-chat', 'Chat Completions', '@ai-sdk/openai-compatible'),
  toClient('opencode-messages', 'Messages', '@ai-sdk/anthropic'),
  toClient('opencode-responses', 'Responses', '@ai-sdk/openai'),
];

/** @param provider the AI SDK's package, which is part of the program */
function toClient(name: string, protocol: Client['protocol'], provider: string): Client {
  return {
    name,
    title: 'opencode',
    folder: 'opencode',
    packages: ['opencode-ai'],
    protocol,
    models: ['claude-haiku-5-5', 'nova'],
    setting: `a provider of its own, with \`"npm": "${provider}"\``,
    error: unknown,
    ask: inTerminal({
      files: (session) => ({ '.config/opencode/opencode.json': toConfig(session, provider) }),
      command: (question, isFirst, { installed, key, model }) => ({
        // Without install scripts the program is only here.
        file: path.join(installed, `node_modules/opencode-${process.platform}-${process.arch}/bin/opencode`),
        args: ['run', '-m', `rivulet/${model}`, '--auto', ...(isFirst ? [] : ['--continue']), question],
        env: {
          RIVULET_KEY: key,
          OPENCODE_DISABLE_AUTOUPDATE: '1',
          OPENCODE_DISABLE_MODELS_FETCH: '1',
          OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
          // At its first start it would install a package for plugins.
          npm_config_registry: 'http://127.0.0.1:9/',
        },
      }),
    }),
  };
}

function toConfig({ url, model }: Session, npm: string): string {
  const limit = { context: 200_000, output: 4096 };
  return JSON.stringify({
    autoupdate: false,
    share: 'disabled',
    permission: 'allow',
    small_model: `rivulet/${model}`,
    enabled_providers: ['rivulet'],
    provider: {
      rivulet: {
        npm,
        name: 'Rivulet',
        options: { baseURL: `${url}/v1`, apiKey: '{env:RIVULET_KEY}' },
        models: { [model]: { name: model, tool_call: true, limit } },
      },
    },
  });
}
