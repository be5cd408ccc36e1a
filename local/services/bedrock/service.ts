import * as path from 'node:path';
import type { RunningService, Service } from '../service.ts';
import { isOwnModel } from './choice.ts';
import { answeringWith } from './own-model/own-model.ts';
import { startBedrock } from './server.ts';
import { tellOnce } from './own-model/tell-once.ts';

/** The stand-in quotes the documentation of this project. */
const projectFolder = path.resolve(import.meta.dirname, '../../..');

/** Needed when a policy of the stack allows calling it. The SDK finds AWS's endpoint by itself. */
export const bedrock: Service = {
  isNeeded: ({ api }) => api.allowedActions.some((action) => action === '*' || /^bedrock:/i.test(action)),

  async start({ bedrock: choice }) {
    if (choice === 'aws') return toOutside({});
    if (choice === 'stand-in') return toOwn(await startBedrock({ projectFolder }));
    if (!isOwnModel(choice)) return toOutside({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: choice.url });
    const tell = tellOnce((what) => console.warn(`Note: ${what}\n`));
    return toOwn(await startBedrock({ respond: answeringWith(choice, tell) }));
  },
};

function toOwn({ url, close }: { readonly url: string; readonly close: () => Promise<void> }): RunningService {
  return { variables: { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url }, close };
}

function toOutside(variables: RunningService['variables']): RunningService {
  return {
    variables,
    async close() {
      // The stage did not start it.
    },
  };
}
