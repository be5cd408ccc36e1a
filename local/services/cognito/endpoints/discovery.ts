import type { IssuerState } from '../issuer-state.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Asked } from '../http/asked.ts';

export function sendKeys({ key }: IssuerState): Reply {
  return json({ keys: [key.publicKey] });
}

/** The endpoints are where they were asked for, under the name that was used. */
export function describeIssuer({ pool, issuer }: IssuerState, { origin }: Asked): Reply {
  return json({
    issuer,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    end_session_endpoint: `${origin}/logout`,
    jwks_uri: `${origin}/${pool.id}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    scopes_supported: [...new Set(pool.clients.flatMap(({ scopes }) => scopes))],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
}
