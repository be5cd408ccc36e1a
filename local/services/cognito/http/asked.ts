import type { IncomingHttpHeaders } from 'node:http';

export interface Asked {
  /** The query of a GET, the form of a POST. */
  readonly parameters: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Of the issuer, as the caller wrote it. */
  readonly origin: string;
}
