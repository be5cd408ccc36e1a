import type { Client } from '../client.ts';
import { inScript } from '../run/in-script.ts';
import { toVariables } from './claude-code.ts';

export const claudeAgentSdk: readonly Client[] = [
  {
    name: 'claude-agent-sdk',
    title: 'Claude Agent SDK',
    folder: 'claude-agent-sdk',
    packages: ['@anthropic-ai/claude-agent-sdk'],
    protocol: 'Messages',
    models: ['claude-haiku-5-5', 'claude-sonnet-4-5', 'nova'],
    error: { model: 'unknown', says: /issue with the selected model \(unknown\)/ },
    ask: inScript('claude-agent-sdk', '', toVariables),
  },
];
