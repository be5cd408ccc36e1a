import type { RequestListener } from 'node:http';
import type { LocalApi } from '../template/model.ts';
import type { BedrockChoice } from './bedrock/choice.ts';
import type { Buckets } from './s3/object-store.ts';

/** What a service can read about the stage that starts. */
export interface StageSetup {
  /** From the template. */
  readonly api: LocalApi;
  /** From the command line. */
  readonly bedrock: BedrockChoice;
  /** The environment the stage was started in. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** From the command line: the values of secrets, by their names. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** From the command line: what stands for agents on AgentCore, by their names. */
  readonly runtimes?: ReadonlyMap<string, string>;
  /** From the command line: the folder of the files that are served. */
  readonly files?: string;
  /** The folder for what outlives the stage. Left out: nothing does. */
  readonly data?: string;
}

/** An AWS service that the functions or the gateway call. */
export interface Service {
  readonly isNeeded: (setup: StageSetup) => boolean;
  /** Starts a server on loopback, if the service needs one. `started`: where those are that were started before. */
  readonly start: (setup: StageSetup, started: RunningService['variables']) => Promise<RunningService>;
}

export interface RunningService {
  /** The environment variables that the functions need to reach it, such as `AWS_ENDPOINT_URL_…`. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the person at the terminal should know. */
  readonly notes?: readonly string[];
  /** For the gateway: where the public keys of a user pool are, by the pool's id. */
  readonly keysUrls?: ReadonlyMap<string, string>;
  /** For the gateway: what answers requests that reach the stage's own port, by the service that they are signed for, whoever signed them. */
  readonly answers?: ReadonlyMap<string, RequestListener>;
  /** Of S3: those of all services are answered together, under `s3`. */
  readonly buckets?: Buckets;
  readonly close: () => Promise<void>;
}
