import type { Client } from '../client.ts';
import { inOneProtocol } from './in-one-protocol.ts';

export const aiSdk: readonly Client[] = ['5', '6', '7'].flatMap((major) => {
  const common = { title: 'AI SDK', folder: 'libraries' };
  const withProvider = (provider: string) => ({
    ...common,
    packages: [`ai${major}`, `ai${major}-${provider}`],
    script: 'ai',
  });
  return [
    inOneProtocol(`ai${major}-responses`, 'Responses', {
      ...withProvider('openai'),
      api: `${major} responses`,
      setting: '`providerOptions: { openai: { store: false } }`',
    }),
    inOneProtocol(`ai${major}-chat`, 'Chat Completions', { ...withProvider('openai'), api: `${major} chat` }),
    inOneProtocol(`ai${major}-compatible`, 'Chat Completions', {
      ...withProvider('openai-compatible'),
      api: `${major} compatible`,
    }),
    inOneProtocol(`ai${major}-messages`, 'Messages', { ...withProvider('anthropic'), api: `${major} messages` }),
    inOneProtocol(`ai${major}-use-chat`, 'UI messages', {
      ...common,
      packages: [`ai${major}`, `ai${major}-react`],
      script: 'use-chat',
      api: major,
    }),
  ];
});
