import { keep, recall } from '../common/keep.ts';
import type { Client } from './client/client.ts';
import type { Arrival } from './journey.ts';
import { readName } from './read-name.ts';
import { type Grant, requestTokens, type Tokens } from './client/token-endpoint.ts';

/** Why a person has to sign in, or to sign in again; or what came of signing out. */
export type Refusal =
  | Extract<Arrival, { kind: 'foreign' | 'refused' }>
  /** The code could not be exchanged. */
  | { readonly kind: 'failed' }
  /** The refresh token is good no more, or the API refused a fresh access token. */
  | { readonly kind: 'over' }
  /** The issuer can't be found, or is not to be trusted. */
  | { readonly kind: 'unusable'; readonly reason: string }
  /** Signed out here alone: the issuer has no sign-out, or can't be asked. */
  | { readonly kind: 'here-only' };

interface SessionState {
  /** As far as the page knows: the token may turn out to be good no more. */
  readonly isIn: boolean;
  readonly refusal?: Refusal | undefined;
}

export interface Session {
  readonly state: () => SessionState;
  /** Who is signed in, once there are tokens that say so. */
  readonly name: () => string | undefined;
  /** Calls with the state as it is, and with each later one, until the function that it returns is called. */
  readonly listen: (listener: (state: SessionState) => void) => () => void;
  /** An access token that is good for a minute or more; undefined when the person must sign in. Throws when there is no telling. */
  readonly token: () => Promise<string | undefined>;
  /** Another one than this, which the API has refused. */
  readonly tokenAfter: (refused: string) => Promise<string | undefined>;
  /** The API has refused a fresh token, too. */
  readonly giveUp: () => void;
  /** Forgets everything. Resolves with what the issuer has to be told: whose session ends, and which refresh token. */
  readonly end: () => Promise<Pick<Tokens, 'refresh' | 'idToken'>>;
  readonly tell: (refusal: Refusal) => void;
  /** The person has read the refusal. */
  readonly dismiss: () => void;
}

/** A token is renewed so long before its end: it must not end on the way. */
const marginMs = 60_000;
const over = { kind: 'over' } as const;
const failed = { kind: 'failed' } as const;

/** The tokens of this tab. The access token is only here, in memory; the refresh token is in the tab's storage, for a reload. */
export function openSession(client: Client, arrival: Arrival): Session {
  const place = `rivulet.refresh ${client.place}`;
  const refreshToken = () => recall('sessionStorage', place);
  const listeners = new Set<(state: SessionState) => void>();
  let tokens: Tokens | undefined;
  let idToken: string | undefined;
  // One for all who wait: a rotated refresh token can be used only once.
  let renewing: Promise<string | undefined> | undefined;
  let state: SessionState = { isIn: refreshToken() !== undefined };

  const change = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener(state);
  };
  const forget = (refusal?: Refusal) => {
    keep('sessionStorage', place, undefined);
    tokens = undefined;
    idToken = undefined;
    change({ isIn: false, refusal });
  };
  const obtain = async (grant: Grant, refusal: Refusal) => {
    const next = await requestTokens(client, grant);
    // A renewal may be without an ID token: the last one still says who it is.
    if (next) idToken = next.idToken ?? idToken;
    tokens = next;
    if (!tokens) forget(refusal);
    else if (tokens.refresh !== undefined) keep('sessionStorage', place, tokens.refresh);
    return tokens?.access;
  };
  const once = (obtaining: () => Promise<string | undefined>) => {
    renewing ??= obtaining().finally(() => (renewing = undefined));
    return renewing;
  };
  const token = async () => {
    if (renewing) return renewing;
    const refresh = refreshToken();
    // What can't be renewed is used to its end.
    const endMs = (tokens?.untilMs ?? 0) - (refresh === undefined ? 0 : marginMs);
    if (tokens && Date.now() < endMs) return tokens.access;
    if (refresh !== undefined) return once(() => obtain({ grant_type: 'refresh_token', refresh_token: refresh }, over));
    if (state.isIn) forget(over);
    return undefined;
  };

  if (arrival.kind === 'foreign' || arrival.kind === 'refused') state = { ...state, refusal: arrival };
  if (arrival.kind === 'code') {
    const { code, verifier } = arrival;
    state = { isIn: true };
    const grant = { grant_type: 'authorization_code', code, code_verifier: verifier } as const;
    // Whoever asks for a token waits for it. A code is good only once, so there is nothing to try again.
    void once(() =>
      obtain(grant, failed).catch(() => {
        forget(failed);
        return undefined;
      }),
    );
  }
  return {
    state: () => state,
    name: () => readName(idToken),
    listen: (listener) => {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    token,
    tokenAfter: (refused) => {
      if (tokens?.access === refused) tokens = undefined;
      return token();
    },
    giveUp: () => forget(over),
    end: async () => {
      // A renewal that is on its way would bring a new refresh token.
      await renewing?.catch(() => undefined);
      const refresh = refreshToken();
      const told = { ...(refresh !== undefined && { refresh }), ...(idToken !== undefined && { idToken }) };
      forget();
      return told;
    },
    tell: (refusal) => change({ isIn: state.isIn, refusal }),
    dismiss: () => change({ isIn: state.isIn }),
  };
}
