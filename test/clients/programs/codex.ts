import path from 'node:path';
import { type Client, type Session, unknown } from '../client.ts';
import { inTerminal } from '../run/in-terminal.ts';

function toConfig({ url, model }: Session): string {
  return `model = "${model}"
model_provider = "rivulet"
web_search = "disabled"
check_for_update_on_startup = false
[features]
multi_agent = false
[model_providers.rivulet]
name = "Rivulet"
base_url = "${url}/v1"
env_key = "RIVULET_KEY"
wire_api = "responses"
[analytics]
enabled = false
[otel]
exporter = "none"
`;
}

export const codex: readonly Client[] = [
  {
    name: 'codex',
    title: 'Codex',
    folder: 'codex',
    packages: ['@openai/codex'],
    protocol: 'Responses',
    models: ['claude-haiku-5-5', 'nova', 'gpt-oss', 'gpt-5.5'],
    setting: '`web_search = "disabled"`, `features.multi_agent = false`',
    error: unknown,
    ask: inTerminal({
      files: (session) => ({ '.codex/config.toml': toConfig(session) }),
      command: (question, isFirst, session) => ({
        file: path.join(session.installed, 'node_modules/.bin/codex'),
        args: [
          'exec',
          ...(isFirst ? [] : ['resume', '--last']),
          '--skip-git-repo-check',
          '--dangerously-bypass-approvals-and-sandbox',
          question,
        ],
        env: { RIVULET_KEY: session.key },
      }),
    }),
  },
];
