import type { Asked } from '../http/asked.ts';
import type { IssuerState } from '../issuer-state.ts';
import { findClient } from '../pool.ts';
import { oauthError, type Reply } from '../http/reply.ts';

/**
 * Ends the session of a refresh token. Access tokens live on until they expire, as API Gateway doesn't ask who was signed out.
 * A token that nobody knows is as good as revoked (RFC 7009, 2.2).
 */
export function revoke({ pool, sessions }: IssuerState, { parameters: form }: Asked): Reply {
  const client = findClient(pool, form.get('client_id'));
  if (!client) return oauthError('invalid_client');
  const token = form.get('token');
  if (token === null) return oauthError('invalid_request');
  // A JWT: only refresh tokens can be revoked.
  if (token.includes('.')) return oauthError('unsupported_token_type');
  if (sessions.find(token)?.value.client === client) sessions.delete(token);
  return { status: 200, headers: {}, body: '' };
}
