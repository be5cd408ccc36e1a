import type { Client } from '../client.ts';
import { inOneProtocol } from './in-one-protocol.ts';

const common = { folder: 'libraries', script: 'ai' };

export const aiSdk: readonly Client[] = ['5', '6', '7'].flatMap((major) => {
  const title = `AI SDK ${major}`;
  const openai = { ...common, title, packageName: `ai${major}-openai` };
  return [
    inOneProtocol(`ai${major}-responses`, 'Responses', {
      ...openai,
      api: `${major} responses`,
      setting: '`providerOptions: { openai: { store: false } }`',
    }),
    inOneProtocol(`ai${major}-chat`, 'Chat Completions', { ...openai, api: `${major} chat` }),
    inOneProtocol(`ai${major}-compatible`, 'Chat Completions', {
      ...common,
      title,
      packageName: `ai${major}-openai-compatible`,
      api: `${major} compatible`,
    }),
    inOneProtocol(`ai${major}-messages`, 'Messages', {
      ...common,
      title,
      packageName: `ai${major}-anthropic`,
      api: `${major} messages`,
    }),
    inOneProtocol(`ai${major}-use-chat`, 'UI messages', {
      title,
      folder: 'libraries',
      packageName: `ai${major}-react`,
      script: 'use-chat',
      api: major,
    }),
  ];
});
