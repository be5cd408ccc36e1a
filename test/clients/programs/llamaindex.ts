import { busy, type Client } from '../client.ts';
import { inOneProtocol } from './in-one-protocol.ts';

const common = { title: 'LlamaIndex.TS', folder: 'libraries', script: 'llamaindex' };
const openai = { ...common, packages: ['llamaindex', '@llamaindex/openai'] };
const anthropic = { ...common, packages: ['llamaindex', '@llamaindex/anthropic'] };

export const llamaindex: readonly Client[] = [
  inOneProtocol('llamaindex-chat', 'Chat Completions', { ...openai, api: 'chat', setting: '`temperature: 1`' }),
  inOneProtocol('llamaindex-responses', 'Responses', { ...openai, api: 'responses' }),
  inOneProtocol('llamaindex-messages', 'Messages', {
    ...anthropic,
    api: 'messages',
    models: ['claude-sonnet-4-5', 'claude-3-5-haiku-20241022'],
    error: { ...busy, model: 'busy-4' },
    cut: 'cut-4',
    setting: 'an alias with `-3` or `-4` in it, such as `claude-sonnet-4-5`',
  }),
];
