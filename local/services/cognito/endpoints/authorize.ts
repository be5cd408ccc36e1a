import { randomUUID } from 'node:crypto';
import { checkRequest } from './authorization-request.ts';
import type { Asked } from '../http/asked.ts';
import type { IssuerState } from '../issuer-state.ts';
import { leadTo, plainText, type Reply } from '../http/reply.ts';
import { signInPage } from './sign-in-page.ts';
import { openSession } from '../tokens.ts';

const codeLifeMs = 5 * 60_000;

/** Shows who can sign in. */
export function askWho({ pool, users }: IssuerState, { parameters: asked }: Asked): Reply {
  const checked = checkRequest(pool, asked);
  if ('refusal' in checked) return plainText(checked.refusal, 400);
  return signInPage(users, asked);
}

/** Someone was chosen: leads back to the client with a code. The form is checked again, as anything can be sent here. */
export function signIn({ pool, users, codes, now }: IssuerState, { parameters: form }: Asked): Reply {
  const checked = checkRequest(pool, form);
  if ('refusal' in checked) return plainText(checked.refusal, 400);
  const { client, redirect, scopes, challenge } = checked.request;
  const user = users.find(({ name }) => name === form.get('user'));
  if (!user) return plainText(`user must be one of ${users.map(({ name }) => name).join(', ')}`, 400);

  const code = randomUUID();
  const grant = {
    session: openSession(client, user, scopes, now()),
    redirectUri: form.get('redirect_uri') ?? '',
    challenge,
    nonce: form.get('nonce') ?? undefined,
  };
  codes.put(code, grant, now() + codeLifeMs);
  redirect.searchParams.set('code', code);
  const state = form.get('state');
  if (state !== null) redirect.searchParams.set('state', state);
  return leadTo(redirect);
}
