import type { Fields } from './client.ts';

/** Where a client finds what. Whole addresses. */
export interface Endpoints {
  readonly authorize: string;
  readonly token: string;
  /** Absent where refresh tokens can't be revoked. */
  readonly revoke?: string;
  /** Ends the browser's own session there, and leads back to the page. Absent where nothing does. */
  readonly signOut?: (idToken: string | undefined) => string;
}

/** An endpoint may have a query of its own, which stays (RFC 6749, 3.1). */
export function withQuery(address: string, fields: Fields): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.href;
}
