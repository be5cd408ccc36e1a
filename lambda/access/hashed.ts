import { createHash } from 'node:crypto';

/** A caller's id of what names it at its issuer: it stays the same, and can't be read back. 128 bits, as hex. */
export function hashed(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}
