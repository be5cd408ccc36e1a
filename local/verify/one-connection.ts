import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { type Target, toCredentials } from './target.ts';

export interface Question {
  readonly method?: string;
  /** Below the target's URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request after another, each with a timeout, and returns their statuses. Not with `fetch`, which may open a second connection. */
export async function askOnOneConnection(
  { url, apiKey }: Target,
  questions: readonly Question[],
  patienceMs: number,
): Promise<(number | undefined)[]> {
  const { Agent, request } = url.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: (number | undefined)[] = [];
  try {
    for (const { method = 'GET', path, headers } of questions) {
      const signal = AbortSignal.timeout(patienceMs);
      const sent = request(new URL(path, url), {
        method,
        agent,
        signal,
        headers: { ...toCredentials(apiKey), ...headers },
      }).end();
      const [response]: IncomingMessage[] = await once(sent, 'response');
      await response?.toArray();
      statuses.push(response?.statusCode);
    }
  } finally {
    agent.destroy();
  }
  return statuses;
}
