import { createHash, randomBytes } from 'node:crypto';

const length = 20;
const timeLength = 9;

/** Of a conversation or a turn: 20 letters and digits, of which the first nine are the time, so that a later one sorts after it. */
export function newId(nowMs: number): string {
  const random = BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0');
  return nowMs.toString(36).padStart(timeLength, '0') + random.slice(-(length - timeLength));
}

export function isTurnId(id: string): boolean {
  return /^[a-z0-9]{20}$/.test(id);
}

/** What stands for a text where the text itself must not be kept. */
export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url');
}
