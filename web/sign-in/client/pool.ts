import type { PoolSignIn } from '../../page-config.ts';
import type { Client } from './client.ts';
import { type Endpoints, withQuery } from './endpoints.ts';

/** A client of a Cognito user pool: its paths are fixed, so nothing is asked for them. Its `/logout` is not OpenID Connect's. */
export function toPoolClient(url: string, { domain, clientId, scope }: PoolSignIn): Client {
  const pageUrl = `${url}web`;
  const endpoints: Endpoints = {
    authorize: `${domain}/oauth2/authorize`,
    token: `${domain}/oauth2/token`,
    revoke: `${domain}/oauth2/revoke`,
    signOut: () => withQuery(`${domain}/logout`, { client_id: clientId, logout_uri: pageUrl }),
  };
  return {
    clientId,
    scope,
    pageUrl,
    place: `${url} ${clientId}`,
    host: new URL(domain).host,
    target: { code: {}, token: {} },
    endpoints: async () => endpoints,
  };
}
