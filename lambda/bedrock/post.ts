import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../service-error.ts';
import { openSigner } from '../sign.ts';
import type { Bedrock } from './client.ts';

interface Posted {
  readonly json: unknown;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Posts JSON to one of Bedrock's services and reads the JSON that it answers. Throws a `ServiceError` for what it refuses. */
export type Post = (path: string, body: object, signal: AbortSignal) => Promise<Posted>;

/** Before another attempt, with as much again by chance. */
const waitsMs = [100, 400];

/**
 * By the Bedrock client's signer and connections, for what Converse's code has not: the SDK's own for it would be more to load (decision 48).
 * @param endpoint `https://bedrock-agent-runtime.eu-central-1.amazonaws.com`
 * @param mayPass whether the same may succeed a moment later
 */
export function openPost(
  client: Bedrock['client'],
  endpoint: string,
  region: string,
  mayPass: (error: unknown) => boolean,
): Post {
  const sign = openSigner(client, { service: 'bedrock', region });

  async function attempt(path: string, body: string, signal: AbortSignal): Promise<Posted> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const request = await sign(new URL(path, endpoint), { method: 'POST', headers, body });
    const { response } = await client.config.requestHandler.handle(request, { abortSignal: signal });
    const { statusCode, headers: answered, body: stream } = response;
    if (statusCode < 300) return { json: JSON.parse(await text(stream)), headers: answered };
    // Its words may hold what was asked, and stay unread.
    stream.destroy();
    throw new ServiceError(statusCode, answered['x-amzn-errortype']);
  }

  return async (path, body, signal) => {
    const json = JSON.stringify(body);
    for (const waitMs of waitsMs) {
      try {
        return await attempt(path, json, signal);
      } catch (error) {
        if (signal.aborted || !mayPass(error)) throw error;
        await sleep(waitMs * (1 + Math.random()), undefined, { signal });
      }
    }
    return attempt(path, json, signal);
  };
}

/** Where a service of Bedrock's is, as the SDK has it. */
export function toEndpoint(host: 'bedrock-runtime' | 'bedrock-agent-runtime', region: string): string {
  return `https://${host}.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
}
