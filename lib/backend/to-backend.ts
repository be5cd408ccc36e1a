import type { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';
import type { Backend } from './backend.ts';
import { ChatContainer } from './container/chat-container.ts';
import { ChatFunction } from './chat-function.ts';
import type { ChatParts } from './chat-parts.ts';

/** What the setting `backend` says. */
export function toBackend(scope: Construct, parts: ChatParts): Backend {
  return backends[parts.settings.backend](scope, parts);
}

const backends: Readonly<Record<Settings['backend'], (scope: Construct, parts: ChatParts) => Backend>> = {
  lambda: (scope, parts) => new ChatFunction(scope, 'Chat', parts),
  container: (scope, parts) => new ChatContainer(scope, 'Container', parts),
};
