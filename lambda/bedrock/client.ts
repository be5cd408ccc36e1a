import http from 'node:http';
import https from 'node:https';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Config } from '../config.ts';
import { eventStreamSerdeProvider } from './event-stream/marshaller.ts';

/** The SDK retries a refusal this often, counting the first attempt, before the client hears of it. */
const maxAttempts = 3;

/** The client and where it keeps its connections. */
export interface Bedrock {
  readonly client: BedrockRuntimeClient;
  /** One that asks once, over the same connections: for a model that has others to answer in its place. */
  readonly openOnce: () => BedrockRuntimeClient;
  readonly agents: { readonly http: http.Agent; readonly https: https.Agent };
}

/**
 * One client for the life of the environment, over HTTP/1.1 with connections kept alive. The SDK's default is HTTP/2: it
 * opens a connection for every stream and ends a lost one without an error (docs/decisions/0003). It needs an instance:
 * a plain options object keeps HTTP/2.
 */
export function openBedrock({ bedrockRegion, integrationTimeoutMs }: Config): Bedrock {
  const agentOptions = { keepAlive: true, noDelay: true, maxSockets: 2_048 };
  const agents = { http: new http.Agent(agentOptions), https: new https.Agent(agentOptions) };
  const requestHandler = new NodeHttpHandler({
    httpAgent: agents.http,
    httpsAgent: agents.https,
    connectionTimeout: 3_000,
    // A last resort: limits.ts ends a stalled answer much sooner, and does not confuse it with a slow reader.
    socketTimeout: integrationTimeoutMs,
  });
  const open = (attempts: number) =>
    new BedrockRuntimeClient({
      region: bedrockRegion,
      maxAttempts: attempts,
      eventStreamSerdeProvider,
      requestHandler,
    });
  return { client: open(maxAttempts), openOnce: () => open(1), agents };
}
