import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig } from '../lambda/config.ts';
import type { LocalApi } from './template/model.ts';

/** What the function that answers chats reads when it starts. Undefined for a stack that has none, or one without settings. */
export function readChatConfig({ functions, methods }: Pick<LocalApi, 'functions' | 'methods'>): Config | undefined {
  const [chatId] = methods.flatMap(({ resourcePath, integration }) =>
    resourcePath === '/chat' && integration.kind === 'lambda' ? integration.functionId : [],
  );
  const chat = functions.find(({ id }) => id === chatId);
  if (!chat || !existsSync(path.join(chat.codePath, 'settings.json'))) return undefined;
  return readConfig(chat.codePath, chat.environment);
}
