import type { SignInConfig } from '../page-config.ts';

/** This page, as a client of the user pool. */
export interface Client extends SignInConfig {
  /** The page's own address, without query and hash: where a sign-in and a sign-out lead back to. */
  readonly pageUrl: string;
  /** Ends the names of what is stored: several stages may share one domain, and a stage may get another client. */
  readonly place: string;
}

/** @param url the stage's, with its slash */
export function toClient(url: string, config: SignInConfig): Client {
  return { ...config, pageUrl: `${url}web`, place: `${url} ${config.clientId}` };
}
