import type { Client } from '../client.ts';
import { inOneProtocol } from './in-one-protocol.ts';

export const assistantUi: readonly Client[] = [
  inOneProtocol('assistant-ui', 'UI messages', {
    title: 'assistant-ui',
    folder: 'libraries',
    packages: ['@assistant-ui/react-ai-sdk'],
    script: 'assistant-ui',
  }),
];
