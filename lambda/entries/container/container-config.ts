import type { ContainerOptions } from './server.ts';

interface ContainerConfig extends Pick<ContainerOptions, 'originSecret' | 'usersIssuer' | 'mostStreams'> {
  readonly host: string;
  readonly port: number;
  /** How long running answers may go on once the process is told to stop, in ms. */
  readonly graceMs: number;
}

/**
 * What the deployment sets for the process. `RIVULET_ORIGIN`: what the integration alone knows. `RIVULET_USERS_ISSUER`: the user pool's, with
 * access cognito. `HOST`: left out, the process is reached from its own machine only. Fargate kills it 120 s after SIGTERM at the latest.
 */
export function readContainerConfig(environment: NodeJS.ProcessEnv): ContainerConfig {
  const { RIVULET_ORIGIN = '', RIVULET_USERS_ISSUER, HOST = '127.0.0.1' } = environment;
  const { PORT = '8080', RIVULET_MOST_STREAMS = '500', RIVULET_GRACE_MS = '100000' } = environment;
  return {
    originSecret: RIVULET_ORIGIN,
    ...(RIVULET_USERS_ISSUER !== undefined && { usersIssuer: RIVULET_USERS_ISSUER }),
    host: HOST,
    port: toNumber('PORT', PORT),
    mostStreams: toNumber('RIVULET_MOST_STREAMS', RIVULET_MOST_STREAMS),
    graceMs: toNumber('RIVULET_GRACE_MS', RIVULET_GRACE_MS),
  };
}

function toNumber(name: string, written: string): number {
  const value = Number(written);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`${name} must be a whole number: deploy the stack again`);
}
