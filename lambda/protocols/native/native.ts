import { Failure } from '../../chat/failure.ts';
import type { Protocol } from '../protocol.ts';
import { chooseForm, prefersText } from './forms.ts';
import { parseBody, parseQuery } from './parse.ts';

/** Rivulet's own protocol: docs/protocols.md. */
export const native = {
  name: 'native',
  routes: [
    { method: 'GET', path: '/' },
    { method: 'POST', path: '/' },
    { method: 'GET', path: '/chat' },
    { method: 'POST', path: '/chat' },
  ],
  keyHeader: 'x-api-key',
  requestHeaders: ['content-type', 'accept', 'x-api-key', 'last-event-id'],

  parse(incoming, limits) {
    if (incoming.headers['last-event-id']) {
      throw new Failure('reconnect', 'an answer is not resumed: ask anew');
    }
    const form = chooseForm(incoming.headers['accept']);
    const chat = incoming.method === 'GET' ? parseQuery(incoming.query, limits) : parseBody(incoming.body, limits);
    return { operation: 'converse', chat, form };
  },

  refuse(failure, incoming) {
    const { kind, message, status, details } = failure;
    const { requestId } = incoming;
    if (kind === 'reconnect') return { status, headers: {}, body: '' };
    if (prefersText(incoming.headers['accept'])) {
      const body = `error: ${message} (${kind}, request ${requestId})\n`;
      return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
    }
    const { field } = details;
    const error = { kind, message, ...(field !== undefined && { field }), requestId };
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) };
  },
} as const satisfies Protocol;
