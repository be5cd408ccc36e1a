import type { Asked } from '../http/asked.ts';
import type { IssuerState } from '../issuer-state.ts';
import { findClient } from '../pool.ts';
import { findRedirect } from './redirects.ts';
import { leadTo, plainText, type Reply } from '../http/reply.ts';

/** Only the way back: Cognito forgets its cookie here, and the stand-in has none, because each sign-in asks who it is. */
export function logout({ pool }: IssuerState, { parameters: asked }: Asked): Reply {
  const client = findClient(pool, asked.get('client_id'));
  if (!client) return plainText(`client_id must be one of ${pool.clients.map(({ id }) => id).join(', ')}`, 400);
  const redirect = findRedirect(asked.get('logout_uri'), client.logoutUrls);
  if (redirect) return leadTo(redirect);
  const known = client.logoutUrls.join(', ');
  return plainText(`logout_uri must be one of ${known}, or the same path at http://localhost:PORT`, 400);
}
