import type { SignInConfig } from '../../page-config.ts';
import type { Endpoints } from './endpoints.ts';
import { toIssuerClient } from './issuer.ts';
import { toPoolClient } from './pool.ts';

export type Fields = Readonly<Record<string, string>>;

/** This page, as a client of whoever signs people in. */
export interface Client {
  readonly clientId: string;
  /** Separated by spaces. */
  readonly scope: string;
  /** The page's own address, without query and hash: where a sign-in and a sign-out lead back to. */
  readonly pageUrl: string;
  /** Ends the names of what is stored: several stages may share one domain, and a stage may get another client or issuer. */
  readonly place: string;
  /** Of the sign-in page, for the screen. */
  readonly host: string;
  /** Says for which API the access token is, where the scope does not: in the request for a code, and in those for tokens. */
  readonly target: { readonly code: Fields; readonly token: Fields };
  /** Rejects, with words for the screen, when they can't be known. */
  readonly endpoints: () => Promise<Endpoints>;
}

/** @param url the stage's, with its slash */
export function toClient(url: string, config: SignInConfig): Client {
  return 'issuer' in config ? toIssuerClient(url, config) : toPoolClient(url, config);
}
