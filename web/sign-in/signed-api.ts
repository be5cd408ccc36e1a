import { type Api, toApi } from '../api/api.ts';
import type { Session } from './session.ts';

/**
 * Sends each request with an access token. A 401 gets one more try with a new token: the old one may have been revoked, or the clocks
 * may differ. Nothing but the refusal has happened then, so nothing is asked twice.
 */
export function toSignedApi(url: string, session: Session): Api {
  return async (path, request) => {
    const send = (token: string) => toApi(url, { authorization: `Bearer ${token}` })(path, request);
    const token = await session.token();
    if (token === undefined) return notSignedIn();
    const response = await send(token);
    if (response.status !== 401) return response;
    const next = await session.tokenAfter(token);
    if (next === undefined) return response;
    const second = await send(next);
    if (second.status === 401) session.giveUp();
    return second;
  };
}

/** What the API would answer to a request without a token. */
function notSignedIn(): Response {
  return Response.json({ error: { kind: 'unauthenticated' } }, { status: 401 });
}
