import { Failure } from '../../chat/failure.ts';
import { needed } from '../needed.ts';
import type { Protocol } from '../protocol.ts';
import { type FieldNames, nameField } from '../name-field.ts';
import { chooseFormat, prefersText } from './formats.ts';
import { toMe } from './me.ts';
import { parseBody, parseQuery } from './parse.ts';
import { toJson } from '../../read/to-json.ts';

/** The request field of each feature that a model may not support. */
const fieldNames: FieldNames = { images: 'messages', documents: 'messages', effort: 'reasoning' };

const mePath = '/me';
const usagePath = '/usage';
const requestPath = '/requests/{id}';

/** Rivulet's own protocol: docs/protocols.md. */
export const native = {
  name: 'native',
  routes: [
    { method: 'GET', path: '/' },
    { method: 'POST', path: '/' },
    { method: 'GET', path: '/chat' },
    { method: 'POST', path: '/chat' },
    { method: 'GET', path: mePath },
    { method: 'GET', path: usagePath, isOffered: ({ countsUsage }) => countsUsage === true },
    { method: 'DELETE', path: requestPath, isOffered: ({ isCancellable }) => isCancellable },
  ],
  keyHeader: 'x-api-key',
  requestHeaders: ['content-type', 'accept', 'x-api-key', 'last-event-id'],

  parse(incoming, config) {
    const { path, caller, pathParameters } = incoming;
    if (path === mePath) return { operation: 'act', act: ({ budgets }) => toMe(caller, config, budgets) };
    if (path === usagePath) return { operation: 'act', act: ({ days }) => needed(days).reply(incoming) };
    if (path === requestPath) {
      return { operation: 'act', act: ({ cancel }) => needed(cancel).reply(caller, 'request', pathParameters['id']) };
    }
    if (incoming.headers['last-event-id']) {
      throw new Failure('reconnect', 'streams can’t be resumed: send the request again');
    }
    const format = chooseFormat(incoming.headers['accept']);
    const asked = incoming.method === 'GET' ? parseQuery(incoming.query, config) : parseBody(incoming.body, config);
    return { operation: 'converse', ...asked, format };
  },

  refuse(failure, incoming) {
    const { kind, status } = failure;
    const { field, message } = nameField(failure, fieldNames);
    const { requestId } = incoming;
    if (kind === 'reconnect') return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '' };
    if (prefersText(incoming.headers['accept'])) {
      const body = `error: ${message} (${kind}, request ${requestId})\n`;
      return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
    }
    const { budget } = failure.details;
    const error = { kind, message, ...(field !== undefined && { field }), requestId, ...(budget && { budget }) };
    return { status, headers: { 'content-type': 'application/json' }, body: toJson({ error }) };
  },
} as const satisfies Protocol;
