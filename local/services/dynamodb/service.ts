import * as path from 'node:path';
import { isSignedHere } from '../credentials.ts';
import type { Service } from '../service.ts';

/** Needed when the stack makes a table. Only then is dynalite loaded. */
export const dynamodb: Service = {
  isNeeded: ({ api }) => api.tables.length > 0,

  async start(setup) {
    const { api, data } = setup;
    const { startDynamoDb } = await import('./server.ts');
    const { url, answer, close } = await startDynamoDb({
      tables: api.tables,
      ...(data !== undefined && { folder: path.join(data, 'dynamodb') }),
      signedFor: isSignedHere(setup) ? api.region : undefined,
    });
    return { variables: { AWS_ENDPOINT_URL_DYNAMODB: url }, answers: new Map([['dynamodb', answer]]), close };
  },
};
