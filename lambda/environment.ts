import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { Config } from './config.ts';
import type { RequestRecord } from './observe/request-record.ts';

/** What all requests of an execution environment share. */
export interface Environment {
  readonly client: BedrockRuntimeClient;
  readonly config: Config;
  /** Where it is said how each ended. */
  readonly report: (record: RequestRecord) => Promise<void>;
}
