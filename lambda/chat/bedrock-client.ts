import http from 'node:http';
import https from 'node:https';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Config } from '../config.ts';

/** The SDK retries a refusal this often, counting the first attempt, before the client hears of it. */
const maxAttempts = 3;

/**
 * One client for the life of the environment, over HTTP/1.1 with connections kept alive. The SDK's default is HTTP/2: it
 * opens a connection for every stream and ends a lost one without an error (docs/decisions/0003). It needs an instance:
 * a plain options object keeps HTTP/2.
 */
export function createBedrockClient({ bedrockRegion, integrationTimeoutMs }: Config): BedrockRuntimeClient {
  const agentOptions = { keepAlive: true, noDelay: true, maxSockets: 512 };
  return new BedrockRuntimeClient({
    region: bedrockRegion,
    maxAttempts,
    requestHandler: new NodeHttpHandler({
      httpAgent: new http.Agent(agentOptions),
      httpsAgent: new https.Agent(agentOptions),
      connectionTimeout: 3_000,
      // A backstop only: keep-time.ts ends a stalled answer much sooner, and tells it from a slow reader.
      socketTimeout: integrationTimeoutMs,
    }),
  });
}
