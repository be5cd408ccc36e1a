import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { originHeader } from './handed-over.ts';

/** Tells a request that came through the integration from any other: it alone knows the secret. */
export function createCheckOrigin(secret: string): (request: Pick<IncomingMessage, 'headersDistinct'>) => boolean {
  // Without one, an empty header would be as good.
  if (secret === '') throw new Error('RIVULET_ORIGIN is empty: deploy the stack again');
  const wanted = toHash(secret);
  return ({ headersDistinct }) => {
    const [given, ...more] = headersDistinct[originHeader] ?? [];
    return given !== undefined && more.length === 0 && timingSafeEqual(toHash(given), wanted);
  };
}

/** Of one length, whatever is compared. */
function toHash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
