import type { IssuerSignIn } from '../../page-config.ts';
import type { Client } from './client.ts';
import { discover } from './discover.ts';
import { type Endpoints, withQuery } from './endpoints.ts';

/** A client of any OpenID Connect issuer. Its description is asked for when it is needed, and again only after a failure. */
export function toIssuerClient(url: string, { issuer, clientId, scope, audience, resource }: IssuerSignIn): Client {
  const pageUrl = `${url}web`;
  let finding: Promise<Endpoints> | undefined;
  const find = async (): Promise<Endpoints> => {
    const { endSession, ...endpoints } = await discover(issuer);
    if (endSession === undefined) return endpoints;
    // OpenID Connect RP-Initiated Logout 1.0. Without the ID token the issuer may ask the person, or take the client's id.
    const fields = { client_id: clientId, post_logout_redirect_uri: pageUrl };
    const signOut = (idToken: string | undefined) =>
      withQuery(endSession, { ...fields, ...(idToken !== undefined && { id_token_hint: idToken }) });
    return { ...endpoints, signOut };
  };
  const token = resource === undefined ? {} : { resource };
  return {
    clientId,
    scope,
    pageUrl,
    // No token of one issuer is ever sent to another.
    place: `${url} ${issuer} ${clientId}`,
    host: new URL(issuer).host,
    target: { code: { ...token, ...(audience !== undefined && { audience }) }, token },
    endpoints: () => {
      finding ??= find().catch((error: unknown) => {
        finding = undefined;
        throw error;
      });
      return finding;
    },
  };
}
