import type { Client } from '../client.ts';
import { inOneProtocol } from './in-one-protocol.ts';

const openai = { title: 'OpenAI SDK', folder: 'libraries', packages: ['openai'] };
const anthropic = { title: 'Anthropic SDK', folder: 'libraries', packages: ['@anthropic-ai/sdk'] };

export const sdks: readonly Client[] = [
  inOneProtocol('openai-run-tools', 'Chat Completions', { ...openai, script: 'openai-run-tools' }),
  inOneProtocol('openai-responses', 'Responses', { ...openai, script: 'openai-responses' }),
  inOneProtocol('anthropic-tool-runner', 'Messages', { ...anthropic, script: 'anthropic-tool-runner' }),
];
