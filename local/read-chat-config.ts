import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../lambda/config.ts';
import { readConfig } from '../lambda/entries/read-config.ts';
import type { LocalApi, LocalContainer } from './template/model.ts';

type Backends = Pick<LocalApi, 'functions' | 'containers' | 'methods'>;

/** What it reads when it starts. Undefined for a stack without it, or one without settings. */
export function readChatConfig(api: Backends): Config | undefined {
  const chat = findChat(api);
  if (!chat || !existsSync(path.join(chat.codePath, 'settings.json'))) return undefined;
  return readConfig(chat.codePath, chat.environment);
}

/** The function or the container that answers chats. */
export function findChat({
  functions,
  containers,
  methods,
}: Backends): Pick<LocalContainer, 'codePath' | 'environment'> | undefined {
  const integration = methods.find(
    ({ resourcePath, integration: { kind } }) => resourcePath === '/chat' && kind !== 'mock',
  )?.integration;
  return integration?.kind === 'private'
    ? containers.find(({ id }) => id === integration.containerId)
    : functions.find(({ id }) => integration?.kind === 'lambda' && id === integration.functionId);
}
