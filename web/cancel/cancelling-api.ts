import type { Api } from '../api/api.ts';
import { readToEnd } from './read-to-end.ts';

/**
 * Cancels answers that are stopped, and answers that run when the page is left, unless the server keeps them: Lambda is never told that a
 * reader has gone, and would write, and charge, the answer to its end. Before an answer's id is known, and when the cancel fails, only the connection is closed.
 *
 * @param page where `pagehide` is told
 */
export function toCancellingApi(api: Api, page: EventTarget = globalThis): Api {
  return async (path, request) => {
    const wish = request?.signal;
    const kept = request?.kept;
    if ((path !== 'chat' && !kept) || !wish) return api(path, request);
    const connection = new AbortController();
    const close = () => connection.abort();
    const cancel = async (id: string, isLeaving: boolean) => {
      // With `keepalive` it is sent although its page is gone.
      const reply = await api(`requests/${id}`, { method: 'DELETE', keepalive: isLeaving }).catch(() => undefined);
      if (!isLeaving && reply?.ok !== true) close();
    };
    const stopEarly = () => {
      close();
      if (kept?.requestId !== undefined) void cancel(kept.requestId, false);
    };
    if (wish.aborted) stopEarly();
    wish.addEventListener('abort', stopEarly);
    const response = await api(path, { ...request, signal: connection.signal }).finally(() =>
      wish.removeEventListener('abort', stopEarly),
    );
    const id = kept?.requestId ?? response.headers.get('x-request-id');
    if (!response.ok || !response.body || id === null || wish.aborted) return response;
    const over = new AbortController();
    const leave = (event: Event) => {
      // A page that the browser keeps may come back, and its answer would be gone.
      if ('persisted' in event && !event.persisted) void cancel(id, true);
    };
    if (!kept) page.addEventListener('pagehide', leave, { signal: over.signal });
    const body = readToEnd(response.body, wish, {
      onStop: () => void cancel(id, false),
      onLate: close,
      onOver: () => over.abort(),
    });
    return new Response(body, response);
  };
}
