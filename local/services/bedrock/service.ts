import * as path from 'node:path';
import type { Service } from '../service.ts';
import { startBedrock } from './server.ts';

/** The stand-in quotes the documentation of this project. */
const projectFolder = path.resolve(import.meta.dirname, '../../..');

/** Needed when a policy of the stack allows calling it. The SDK finds AWS's endpoint by itself. */
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
        // The stage did not start it.
      },
    };
  },
};
