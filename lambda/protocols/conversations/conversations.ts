import type { StaticConfig } from '../../config.ts';
import { needed } from '../needed.ts';
import { native } from '../native/native.ts';
import type { Protocol, Route } from '../protocol.ts';
import type { Action } from './act.ts';

const isOffered = ({ conversations }: StaticConfig) => conversations !== undefined;

const routes = [
  { method: 'GET', path: '/conversations', isOffered, action: 'list' },
  { method: 'POST', path: '/conversations', isOffered, action: 'import' },
  { method: 'DELETE', path: '/conversations', isOffered, action: 'delete-all' },
  { method: 'GET', path: '/conversations/{id}', isOffered, action: 'transcript' },
  { method: 'PATCH', path: '/conversations/{id}', isOffered, action: 'rename' },
  { method: 'DELETE', path: '/conversations/{id}', isOffered, action: 'delete' },
  { method: 'GET', path: '/conversations/{id}/turns/{turn}', isOffered, action: 'follow' },
] as const satisfies readonly (Route & { readonly action: Action })[];

/** What is kept of a caller's conversations: docs/conversations.md. Errors are those of Rivulet's own protocol. */
export const conversations = {
  name: 'conversations',
  routes,
  keyHeader: 'x-api-key',
  requestHeaders: ['content-type', 'accept', 'x-api-key', 'last-event-id'],

  parse(incoming, config) {
    const route = routes.find(({ path, method }) => path === incoming.path && method === incoming.method);
    return {
      operation: 'act',
      act: ({ kept }, clock) => needed(kept).act(route?.action ?? 'list', incoming, config, clock),
    };
  },

  refuse: (failure, incoming) => native.refuse(failure, incoming),
} as const satisfies Protocol;
