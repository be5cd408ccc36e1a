import type { Exchange } from '../exchange.ts';

const scope = /^AWS4-HMAC-SHA256 Credential=[^/,\s]+\/\d{8}\/[a-z0-9-]+\/(?<service>[a-z0-9-]+)\/aws4_request,/;

/**
 * The AWS service that a program's request is signed for, whoever signed it; undefined for one of the API's own. Commands know the stage's address,
 * not those of its services. A page in a browser can't send the header without a preflight, which nothing here allows, and tells that it is one.
 */
export function findSignedService({ request: { headers } }: Exchange): string | undefined {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return undefined;
  return scope.exec(headers.authorization ?? '')?.groups?.['service'];
}
