import type { ChatBody } from './chat-body.ts';

/** How this page reaches its API. */
export interface Api {
  /** The stage's URL with its slash: the folder that the page lies in. */
  readonly url: string;
  readonly key?: string;
}

/** Rejects as `fetch` does: no network, no answer, or `signal`. */
export function post(api: Api, accept: string, body: ChatBody, signal: AbortSignal): Promise<Response> {
  return fetch(`${api.url}chat`, {
    method: 'POST',
    headers: { ...keyHeader(api), accept, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
}

export function keyHeader({ key }: Api): Readonly<Record<string, string>> {
  return key === undefined ? {} : { 'x-api-key': key };
}
