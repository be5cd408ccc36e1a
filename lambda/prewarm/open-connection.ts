import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { HttpRequest } from '@smithy/core/protocols';
import type { Bedrock } from '../bedrock/client.ts';

/** Leaves one connection with the agent, for the first request. It asks no model for anything. */
export async function openConnection(
  { hostname, port, protocol }: HttpRequest,
  agents: Bedrock['agents'],
  signal: AbortSignal,
): Promise<void> {
  const options = { hostname, port, path: '/ping', signal };
  const request =
    protocol === 'http:'
      ? http.get({ ...options, agent: agents.http })
      : https.get({ ...options, agent: agents.https });
  // What comes after the time is up has no other listener, and would end the process.
  request.on('error', () => undefined);
  const [response] = await once(request, 'response', { signal });
  await once(response.resume(), 'end', { signal });
}
