import type { ChatBody } from './chat-body.ts';

interface ApiRequest extends Pick<RequestInit, 'method' | 'body' | 'signal' | 'keepalive'> {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of an answer that the server keeps: it goes on without this page, and can be found again. */
  readonly kept?: {
    /** The request whose answer it is, where that is an earlier one. */
    readonly requestId?: string;
  };
}

/**
 * Sends a request to this page's API, with what lets the person in. The path is below the stage, without a slash at the start. Rejects
 * as `fetch` does: no network, no answer, or the request's signal.
 */
export type Api = (path: string, request?: ApiRequest) => Promise<Response>;

/** @param url the stage's, with its slash: the folder that the page lies in */
export function toApi(url: string, access: Readonly<Record<string, string>>): Api {
  return (path, { kept: _kept, ...request } = {}) =>
    fetch(url + path, { ...request, headers: { ...access, ...request.headers } });
}

export function post(
  api: Api,
  accept: string,
  body: ChatBody,
  { headers, ...request }: Pick<ApiRequest, 'headers' | 'kept'> & { readonly signal: AbortSignal },
): Promise<Response> {
  return api('chat', {
    ...request,
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
