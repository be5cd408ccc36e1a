import type { Api } from '../api/api.ts';
import { readToEnd } from './read-to-end.ts';

/**
 * Cancels answers that are stopped, and answers that run when the page is left: Lambda is never told that a reader has gone, and would
 * write, and charge, the answer to its end. Before an answer's id is known, and when the cancel fails, only the connection is closed.
 *
 * @param page where `pagehide` is told
 */
export function toCancellingApi(api: Api, page: EventTarget = globalThis): Api {
  return async (path, request) => {
    const wish = request?.signal;
    if (path !== 'chat' || !wish) return api(path, request);
    const connection = new AbortController();
    const close = () => connection.abort();
    if (wish.aborted) close();
    wish.addEventListener('abort', close);
    const response = await api(path, { ...request, signal: connection.signal });
    const id = response.headers.get('x-request-id');
    if (!response.ok || !response.body || id === null || wish.aborted) return response;
    wish.removeEventListener('abort', close);

    const cancel = async (isLeaving: boolean) => {
      // With `keepalive` it is sent although its page is gone.
      const reply = await api(`requests/${id}`, { method: 'DELETE', keepalive: isLeaving }).catch(() => undefined);
      if (!isLeaving && reply?.ok !== true) close();
    };
    const over = new AbortController();
    const leave = (event: Event) => {
      // A page that the browser keeps may come back, and its answer would be gone.
      if ('persisted' in event && !event.persisted) void cancel(true);
    };
    page.addEventListener('pagehide', leave, { signal: over.signal });
    const body = readToEnd(response.body, wish, {
      onStop: () => void cancel(false),
      onLate: close,
      onOver: () => over.abort(),
    });
    return new Response(body, response);
  };
}
