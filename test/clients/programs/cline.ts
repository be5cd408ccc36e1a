import path from 'node:path';
import { type Client, type Session, unknown } from '../client.ts';
import { inTerminal } from '../run/in-terminal.ts';

export const cline: readonly Client[] = [
  toClient('cline-chat', 'Chat Completions', 'openai-compatible'),
  {
    ...toClient('cline-messages', 'Messages', 'anthropic'),
    setting: '`"tools": { "web_search": { "enabled": false } }` in global-settings.json',
  },
  toClient('cline-responses', 'Responses', 'openai-native'),
];

// It would have the API search the web, which only its makers' own do.
const globalSettings = JSON.stringify({
  telemetryOptOut: true,
  autoUpdateEnabled: false,
  tools: { web_search: { enabled: false } },
});

function toClient(name: string, protocol: Client['protocol'], provider: string): Client {
  return {
    name,
    title: 'Cline CLI',
    folder: 'cline',
    packages: ['cline'],
    protocol,
    models: ['claude-haiku-5-5', 'nova'],
    error: unknown,
    onlyOnce: 'a second question needs a terminal and was not asked',
    ask: inTerminal({
      files: (session) => ({
        '.cline/data/settings/providers.json': toConfig(session, provider),
        '.cline/data/settings/global-settings.json': globalSettings,
      }),
      command: (question, _isFirst, { installed, model }) => ({
        file: path.join(installed, 'node_modules/.bin/cline'),
        args: ['-P', provider, '-m', model, question],
        // Without `local` a daemon would stay behind.
        env: { CLINE_NO_AUTO_UPDATE: '1', CLINE_SESSION_BACKEND_MODE: 'local' },
      }),
    }),
  };
}

function toConfig({ url, key, model }: Session, provider: string): string {
  const settings = { provider, apiKey: key, model, baseUrl: `${url}/v1` };
  return JSON.stringify({
    version: 1,
    lastUsedProvider: provider,
    modes: {},
    providers: { [provider]: { settings, updatedAt: '2026-11-26T00:00:00.000Z', tokenSource: 'manual' } },
  });
}
