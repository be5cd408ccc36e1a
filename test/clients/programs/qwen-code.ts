import path from 'node:path';
import { type Client, type Session, unknown } from '../client.ts';
import { inTerminal } from '../run/in-terminal.ts';

function toConfig({ model }: Session): string {
  return JSON.stringify({
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    general: { disableAutoUpdate: true },
    memory: { enableManagedAutoMemory: false },
    ...(model === 'nova' && { model: { generationConfig: { reasoning: false } } }),
  });
}

export const qwenCode: readonly Client[] = [
  toClient('qwen-code-chat', 'Chat Completions', 'openai', toOpenai),
  toClient('qwen-code-responses', 'Responses', 'openai-responses', toOpenai),
  {
    ...toClient('qwen-code-messages', 'Messages', 'anthropic', toAnthropic),
    setting: 'for a model that can’t think: `"model": { "generationConfig": { "reasoning": false } }`',
  },
];

function toClient(
  name: string,
  protocol: Client['protocol'],
  authType: string,
  toVariables: (session: Session) => Record<string, string>,
): Client {
  return {
    name,
    title: 'Qwen Code',
    folder: 'qwen-code',
    packages: ['@qwen-code/qwen-code'],
    protocol,
    models: ['claude-haiku-5-5', 'claude-sonnet-4-5', 'nova'],
    error: unknown,
    ask: inTerminal({
      files: (session) => ({ '.qwen/settings.json': toConfig(session) }),
      command: (question, isFirst, session) => ({
        file: process.execPath,
        args: [
          path.join(session.installed, 'node_modules/.bin/qwen'),
          '--auth-type',
          authType,
          '-m',
          session.model,
          '--yolo',
          ...(isFirst ? [] : ['--continue']),
          question,
        ],
        env: { QWEN_CODE_SUPPRESS_YOLO_WARNING: '1', ...toVariables(session) },
      }),
    }),
  };
}

function toOpenai({ url, key }: Session): Record<string, string> {
  return { OPENAI_API_KEY: key, OPENAI_BASE_URL: `${url}/v1` };
}

function toAnthropic({ url, key, model }: Session): Record<string, string> {
  return { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url, ANTHROPIC_MODEL: model };
}
