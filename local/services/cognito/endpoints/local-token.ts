import type { Asked } from '../http/asked.ts';
import type { IssuerState } from '../issuer-state.ts';
import { json, oauthError, type Reply } from '../http/reply.ts';
import { issueTokens, openSession } from '../tokens.ts';

/**
 * An access token for anyone, without a browser: for `npm run token`. Cognito has nothing like it. The header keeps web pages out: a
 * browser asks first whether another origin's page may send it, and nothing here says so.
 */
export function handOutToken(state: IssuerState, { parameters: form, headers }: Asked): Reply {
  if (headers['x-rivulet-local'] !== 'token') {
    return oauthError('access_denied', 'send the header x-rivulet-local: token', 403);
  }
  const { pool, users, issuer, key, now } = state;
  const name = form.get('user') ?? '';
  if (!/^[\w.@-]{1,64}$/.test(name)) {
    return oauthError('invalid_request', 'user must be 1 to 64 letters, digits or characters of _.@-');
  }
  const added = form.getAll('group');
  const unknown = added.find((group) => !pool.groups.includes(group));
  if (unknown !== undefined) {
    const known =
      pool.groups.length === 0
        ? 'it has none. The setting plans makes one for each plan but the first'
        : `it has ${pool.groups.join(', ')}`;
    return oauthError('invalid_request', `the user pool has no group ${JSON.stringify(unknown)}: ${known}`);
  }
  const [client] = pool.clients;
  if (!client) return oauthError('invalid_client', 'the pool has no client');

  const known = users.find((user) => user.name === name);
  const groups = [...new Set([...(known?.groups ?? []), ...added])];
  const session = openSession(client, { name, groups }, client.scopes, now());
  const { access_token, expires_in } = issueTokens(issuer, key, session, now());
  return json({ access_token, expires_in });
}
