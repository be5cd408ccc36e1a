import * as path from 'node:path';
import type { Service } from '../service.ts';
import { startBedrock } from './server.ts';

/** Whose documentation the stand-in quotes. */
const projectFolder = path.resolve(import.meta.dirname, '../../..');

/** Needed where a policy of the stack allows to call it. AWS's own is found by the SDK itself. */
export const bedrock: Service = {
  isNeeded: ({ api }) => api.allowedActions.some((action) => action === '*' || /^bedrock:/i.test(action)),

  async start({ bedrock: choice }) {
    if (choice === 'stand-in') {
      const { url, close } = await startBedrock({ projectFolder });
      return { variables: { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url }, close };
    }
    return {
      variables: choice === 'aws' ? {} : { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: choice.url },
      async close() {
        // It is someone else's.
      },
    };
  },
};
