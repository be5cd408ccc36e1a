import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Access, UseAccess } from '../common/access.ts';
import type { SignInConfig } from '../page-config.ts';
import type { Speech } from '../words/language.ts';
import { fill } from '../words/words.ts';
import { type Client, toClient } from './client/client.ts';
import { arrive, setOut } from './journey.ts';
import { openSession, type Session } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';
import { toSignInWords, withoutKey } from './sign-in-words.ts';
import { toSignedApi } from './signed-api.ts';
import { revoke } from './client/token-endpoint.ts';
import { usePlan } from './use-plan.ts';

// Nothing imports it from here: as in compare.tsx, it keeps the page's code in one file.
export { start } from '../start.tsx';

/** Reads what the sign-in page has sent along, before the page looks at its address. @param url the stage's, with its slash */
export function openSignIn(url: string, config: SignInConfig): UseAccess {
  const client = toClient(url, config);
  const { arrival, hash } = arrive(client, new URL(location.href));
  if (arrival.kind !== 'none') history.replaceState(null, '', client.pageUrl + hash);
  const session = openSession(client, arrival);
  return (speech) => useSignIn(url, client, session, speech);
}

/** What the page needs of the sign-in. */
function useSignIn(url: string, client: Client, session: Session, speech: Speech): Access {
  const own = toSignInWords(speech);
  const api = useMemo(() => toSignedApi(url, session), [url, session]);
  const [{ isIn, refusal }, setState] = useState(session.state);
  useEffect(() => session.listen(setState), [session]);
  const plan = usePlan(api, isIn);
  const signIn = () =>
    void setOut(client, location.hash).then(goTo, (error: unknown) =>
      session.tell({ kind: 'unusable', reason: error instanceof Error ? error.message : '' }),
    );
  const signOut = () =>
    void leave(client, session).then((address) =>
      address === undefined ? session.tell({ kind: 'here-only' }) : goTo(address),
    );
  return {
    api,
    isIn,
    gate: (!isIn || refusal) && (
      <SignInForm
        own={own}
        host={client.host}
        refusal={refusal}
        onSignIn={signIn}
        onCancel={isIn ? session.dismiss : undefined}
      />
    ),
    badge: isIn && (
      <>
        {/* Known together: the plan is asked for with the first token. */}
        {plan !== undefined && (
          <span class="quiet">{[session.name(), fill(own.plan, { plan })].filter(Boolean).join(' · ')}</span>
        )}
        <button onClick={signOut}>{own.signOut}</button>
      </>
    ),
    speech: useMemo(() => withoutKey(speech), [speech]),
    onChangeKey: isIn ? signOut : signIn,
    // The session has noticed it first.
    onRefused: () => undefined,
  };
}

/**
 * Ends the session here, and gives the address that ends the browser's own session at the issuer, which would sign in without asking.
 * Undefined where there is none, or where the issuer can't be asked for it.
 */
async function leave(client: Client, session: Session): Promise<string | undefined> {
  const { refresh, idToken } = await session.end();
  const endpoints = await client.endpoints().catch(() => undefined);
  if (refresh !== undefined && endpoints?.revoke !== undefined) await revoke(client, endpoints.revoke, refresh);
  return endpoints?.signOut?.(idToken);
}

function goTo(address: string): void {
  location.assign(address);
}
