import OpenAI from 'openai';
import type { OwnModel } from '../choice.ts';

/** Long enough for a model that reads a long prompt on a processor. The function gives up earlier, after `idleSeconds`. */
const patienceMs = 15 * 60_000;

/** Of a request without a key, whichever of them a server uses. */
const refusals: ReadonlySet<number> = new Set([401, 403]);

/**
 * OpenAI's client for a server. It asks once, since the function asks again by itself, and it logs nothing. The key goes only to a server that
 * has refused to answer without one: it may be for another.
 */
export function openClient({ server, key }: Pick<OwnModel, 'server' | 'key'>): OpenAI {
  let wantsKey = false;

  async function ask(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    // Of this request: another that was refused meanwhile changes it for those after.
    const hasKey = wantsKey;
    const headers = new Headers(init.headers);
    if (!hasKey) headers.delete('authorization');
    const response = await fetch(input, { ...init, headers });
    if (!refusals.has(response.status) || hasKey || key === undefined) return response;
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
