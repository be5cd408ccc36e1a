import { createHash, randomBytes } from 'node:crypto';
import type { Asked } from '../http/asked.ts';
import type { IssuerState } from '../issuer-state.ts';
import { findClient } from '../pool.ts';
import type { LocalPoolClient } from '../../../template/access-model.ts';
import { json, oauthError, type Reply } from '../http/reply.ts';
import { issueTokens, type Session } from '../tokens.ts';

const msPerDay = 86_400_000;

export function exchangeForTokens(state: IssuerState, { parameters: form }: Asked): Reply {
  const client = findClient(state.pool, form.get('client_id'));
  if (!client) return oauthError('invalid_client');
  const grantType = form.get('grant_type');
  if (grantType === 'authorization_code') return useCode(state, client, form);
  if (grantType === 'refresh_token') return refresh(state, client, form);
  return oauthError('unsupported_grant_type');
}

function useCode(state: IssuerState, client: LocalPoolClient, form: URLSearchParams): Reply {
  const code = form.get('code');
  const verifier = form.get('code_verifier');
  if (code === null || verifier === null) return oauthError('invalid_request');
  const grant = state.codes.find(code)?.value;
  // Whatever comes of it: who guesses a verifier has one try.
  state.codes.delete(code);
  const isRight =
    grant?.session.client === client &&
    grant.redirectUri === form.get('redirect_uri') &&
    grant.challenge === createHash('sha256').update(verifier).digest('base64url');
  if (!isRight) return oauthError('invalid_grant');
  return answer(state, grant.session, state.now() + client.refreshTokenDays * msPerDay, grant.nonce);
}

/** Rotates: the refresh token becomes a new one for the time that it has left. */
function refresh(state: IssuerState, client: LocalPoolClient, form: URLSearchParams): Reply {
  const token = form.get('refresh_token');
  if (token === null) return oauthError('invalid_request');
  const kept = state.sessions.find(token);
  if (kept?.value.client !== client) return oauthError('invalid_grant');
  state.sessions.delete(token);
  return answer(state, kept.value, kept.untilMs);
}

function answer(state: IssuerState, session: Session, untilMs: number, nonce?: string): Reply {
  const refreshToken = randomBytes(32).toString('base64url');
  state.sessions.put(refreshToken, session, untilMs);
  return json({
    ...issueTokens(state.issuer, state.key, session, state.now(), nonce),
    refresh_token: refreshToken,
  });
}
