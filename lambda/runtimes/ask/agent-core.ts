import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bedrock } from '../../bedrock/client.ts';
import { Failure } from '../../chat/failure.ts';
import type { RuntimeConfig } from '../../models/names.ts';
import { ServiceError } from '../../service-error.ts';
import { openSigner } from '../../sign.ts';

/** What AgentCore answers, whose body is still to be read. */
export interface Answered {
  /** In lower case, with its parameters. */
  readonly contentType: string;
  readonly body: Readable;
}

export interface Asked {
  /** Below the endpoint, with its query. */
  readonly path: string;
  readonly session: string;
  readonly accept: string;
  readonly body: object;
}

/** Calls AgentCore's data plane in one region. */
export type AgentCore = (request: Asked, signal: AbortSignal) => Promise<Answered>;

const sessionHeader = 'x-amzn-bedrock-agentcore-runtime-session-id';

/**
 * AgentCore's data plane, by the Bedrock client's signer and connections: its own client is 73 kB more to load. It asks once, since an agent may
 * have begun to do something; and again where a session is still being made or ended, since then none has.
 * @param endpoint in place of AWS's own, as `AWS_ENDPOINT_URL_BEDROCK_AGENTCORE` is for the SDK
 */
export function openAgentCore(
  client: Bedrock['client'],
  { arn }: Pick<RuntimeConfig, 'arn'>,
  endpoint?: string,
): AgentCore {
  const [, , , region = ''] = arn.split(':');
  const sign = openSigner(client, { service: 'bedrock-agentcore', region });
  const base = endpoint ?? `https://bedrock-agentcore.${region}.${toDomain(region)}`;

  async function attempt({ path, session, accept, body }: Asked, signal: AbortSignal): Promise<Answered> {
    const headers = { 'content-type': 'application/json', accept, [sessionHeader]: session };
    const request = await sign(new URL(path, base), { method: 'POST', headers, body: JSON.stringify(body) });
    const { response } = await client.config.requestHandler.handle(request, { abortSignal: signal });
    const { statusCode, headers: answered, body: stream } = response;
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = answered;
    if (statusCode < 300 && encoding === 'identity') return { contentType: type.toLowerCase(), body: stream };
    // Its words may be the agent's, and stay unread.
    stream.destroy();
    if (statusCode < 300) throw new Failure('unreadable', 'the answer of the agent is compressed: tell its operator');
    throw new ServiceError(statusCode, answered['x-amzn-errortype']);
  }

  return async (request, signal) => {
    for (const waitMs of conflictWaitsMs) {
      try {
        return await attempt(request, signal);
      } catch (error) {
        if (!(error instanceof ServiceError && error.status === 409)) throw error;
        await sleep(waitMs, undefined, { signal });
      }
    }
    return attempt(request, signal);
  };
}

const conflictWaitsMs = [300, 900];

function toDomain(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
