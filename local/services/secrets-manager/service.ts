import { isSignedHere } from '../credentials.ts';
import type { Service } from '../service.ts';
import { startSecretsManager } from './server.ts';

/** Needed when a policy of the stack allows reading secrets. Their values are the command line's: AWS's are never asked for. */
export const secretsManager: Service = {
  isNeeded: ({ api }) => api.allowedActions.includes('secretsmanager:GetSecretValue'),

  async start(setup) {
    const { api, secrets = new Map<string, string>() } = setup;
    const signedFor = isSignedHere(setup) ? api.region : undefined;
    const { url, close } = await startSecretsManager({
      secrets,
      signedFor,
      // The function tells its caller and its log no more than that a server of tools is not there.
      onMissing: (what) => console.warn(`Note: ${what}\n`),
    });
    return { variables: { AWS_ENDPOINT_URL_SECRETS_MANAGER: url }, close };
  },
};
