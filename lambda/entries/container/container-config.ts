import type { ContainerOptions } from './server.ts';

interface ContainerConfig extends Pick<ContainerOptions, 'originSecret' | 'users' | 'mostStreams' | 'mostBodyBytes'> {
  readonly host: string;
  readonly port: number;
  /** How long running answers may go on once the process is told to stop, in ms. */
  readonly graceMs: number;
  /** How often it writes how many answers run, in ms; 0: never. */
  readonly streamsEveryMs: number;
}

/**
 * What the deployment sets for the process. `RIVULET_ORIGIN`: what the integration alone knows. `RIVULET_USERS_ISSUER`: the user pool's, where
 * groups say the plan; `RIVULET_USERS_KEYS`: where its keys are, if not where it says. `HOST`: left out, the process is reached from its own machine only. Fargate kills it 120 s after SIGTERM at the latest.
 */
export function readContainerConfig(environment: NodeJS.ProcessEnv): ContainerConfig {
  const { RIVULET_ORIGIN = '', RIVULET_USERS_ISSUER, RIVULET_USERS_KEYS, HOST = '127.0.0.1' } = environment;
  const { PORT = '8080', RIVULET_MOST_STREAMS = '500', RIVULET_MOST_BODY_BYTES = '268435456' } = environment;
  const { RIVULET_GRACE_MS = '100000', RIVULET_STREAMS_EVERY_MS = '15000' } = environment;
  return {
    originSecret: RIVULET_ORIGIN,
    ...(RIVULET_USERS_ISSUER !== undefined && {
      users: { issuer: RIVULET_USERS_ISSUER, ...(RIVULET_USERS_KEYS !== undefined && { keysUrl: RIVULET_USERS_KEYS }) },
    }),
    host: HOST,
    port: toNumber('PORT', PORT),
    mostStreams: toNumber('RIVULET_MOST_STREAMS', RIVULET_MOST_STREAMS),
    mostBodyBytes: toNumber('RIVULET_MOST_BODY_BYTES', RIVULET_MOST_BODY_BYTES),
    graceMs: toNumber('RIVULET_GRACE_MS', RIVULET_GRACE_MS),
    streamsEveryMs: toNumber('RIVULET_STREAMS_EVERY_MS', RIVULET_STREAMS_EVERY_MS),
  };
}

function toNumber(name: string, written: string): number {
  const value = Number(written);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`${name} must be a whole number: deploy the stack again`);
}
