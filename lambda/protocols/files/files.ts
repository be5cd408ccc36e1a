import type { StaticConfig } from '../../config.ts';
import { native } from '../native/native.ts';
import { needed } from '../needed.ts';
import type { Protocol } from '../protocol.ts';

const conditions = ['if-range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
const isOffered = ({ files }: StaticConfig) => files !== undefined;

/** Files of a bucket, streamed: docs/files.md. Errors are those of Rivulet's own protocol. */
export const files = {
  name: 'files',
  routes: [
    { method: 'GET', path: '/files', isOffered },
    { method: 'POST', path: '/files', isOffered: ({ files: config }: StaticConfig) => config?.upload !== undefined },
    { method: 'GET', path: '/files/{key+}', isOffered },
    { method: 'HEAD', path: '/files/{key+}', isOffered },
  ],
  keyHeader: 'x-api-key',
  requestHeaders: ['content-type', 'accept', 'x-api-key', 'range', ...conditions],

  parse: (incoming) => ({
    operation: 'act',
    act: ({ files: served }, clock) => needed(served).act(incoming, clock),
  }),

  refuse: (failure, incoming) => native.refuse(failure, incoming),
} as const satisfies Protocol;
