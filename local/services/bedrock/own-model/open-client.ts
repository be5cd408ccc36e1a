import OpenAI from 'openai';
import type { OwnModel } from '../choice.ts';

/** Long enough for a model that reads a long prompt on a processor. The function gives up earlier, after `idleSeconds`. */
const patienceMs = 15 * 60_000;

/**
 * OpenAI's client for a server. It asks once, since the function asks again by itself, and it logs nothing. The key goes only to a server that
 * has refused to answer without one: it may be for another.
 */
export function openClient({ server, key }: Pick<OwnModel, 'server' | 'key'>): OpenAI {
  let wantsKey = false;

  async function ask(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!wantsKey) headers.delete('authorization');
    const response = await fetch(input, { ...init, headers });
    if (response.status !== 401 || wantsKey || key === undefined) return response;
    await response.body?.cancel();
    wantsKey = true;
    return ask(input, init);
  }

  return new OpenAI({
    baseURL: server,
    apiKey: key ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: patienceMs,
    logLevel: 'off',
    fetch: ask,
  });
}
