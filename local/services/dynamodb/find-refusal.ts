import type { IncomingMessage } from 'node:http';
import { isLoopbackName } from '../../is-loopback-name.ts';
import { checkSignature } from '../../sigv4/signature.ts';

export interface Refusal {
  readonly status: number;
  /** DynamoDB's exception. */
  readonly type: string;
  readonly message: string;
}

/** Why a request does not reach the tables; undefined when it does. */
export function findRefusal(
  { method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: Buffer,
  region: string | undefined,
): Refusal | undefined {
  // dynalite lets in the pages of any origin, and the local credentials are no secret.
  if (headers.origin !== undefined || !isLoopbackName(URL.parse(`http://${headers.host}`)?.hostname ?? '')) {
    return { status: 403, type: 'AccessDeniedException', message: 'Only programs on this machine, and no web pages.' };
  }
  if (region === undefined) return undefined;
  const problem = checkSignature({ method, url, headers, body }, { service: 'dynamodb', region, now: new Date() });
  return problem && { status: 400, ...problem };
}
