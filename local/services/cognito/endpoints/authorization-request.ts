import { findClient } from '../pool.ts';
import type { LocalPoolClient, LocalUserPool } from '../../../template/access-model.ts';
import { findRedirect } from './redirects.ts';

/** The names that the sign-in page hands on to its form. */
export const requestFields = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
] as const;

/** A client's wish to have someone signed in, once it is found to be right. */
interface AuthorizationRequest {
  readonly client: LocalPoolClient;
  readonly redirect: URL;
  readonly scopes: readonly string[];
  readonly challenge: string;
}

/**
 * All that is wrong is told to the person in the browser, who is its developer, and never sent to the client: so no mistake in here can
 * lead anyone to an address that is not registered.
 */
export function checkRequest(
  pool: LocalUserPool,
  asked: URLSearchParams,
): { readonly request: AuthorizationRequest } | { readonly refusal: string } {
  const client = findClient(pool, asked.get('client_id'));
  if (!client) return { refusal: `client_id must be one of ${list(pool.clients.map(({ id }) => id))}` };

  const redirect = findRedirect(asked.get('redirect_uri'), client.callbackUrls);
  if (!redirect) {
    return {
      refusal: `redirect_uri must be one of ${list(client.callbackUrls)}, or the same path at http://localhost:PORT`,
    };
  }
  if (asked.get('response_type') !== 'code') return { refusal: 'response_type must be code' };

  const challenge = asked.get('code_challenge') ?? '';
  if (asked.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
    return { refusal: 'PKCE is needed: a code_challenge of 43 characters, and the code_challenge_method S256' };
  }

  const wanted = (asked.get('scope') ?? '').split(' ').filter(Boolean);
  const scopes = client.scopes.filter((scope) => wanted.length === 0 || wanted.includes(scope));
  if (scopes.length === 0) return { refusal: `scope must name one of ${list(client.scopes)}` };
  return { request: { client, redirect, scopes, challenge } };
}

function list(words: readonly string[]): string {
  return words.join(', ') || '(there is none)';
}
