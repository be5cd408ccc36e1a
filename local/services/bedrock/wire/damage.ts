import { toEventFrame } from './frames.ts';

const preludeBytes = 12;

/** The ways in which a frame can arrive damaged: what is left of a whole one. */
const damages = {
  'half-frame': (frame) => frame.subarray(0, Math.ceil(frame.length / 2)),
  'half-prelude': (frame) => frame.subarray(0, preludeBytes / 2),
  'bad-crc': (frame) => frame.map((byte, position) => (position === frame.length - 6 ? byte ^ 1 : byte)),
} satisfies Record<string, (frame: Uint8Array) => Uint8Array>;

export type Damage = keyof typeof damages;

export const damageKinds = ['half-frame', 'half-prelude', 'bad-crc'] as const satisfies readonly Damage[];

/** A text delta that arrives damaged. */
export function toDamagedFrame(damage: Damage): Uint8Array {
  const delta = { contentBlockIndex: 0, delta: { text: ' and this part never arrives whole.' } };
  return damages[damage](toEventFrame({ event: 'contentBlockDelta', data: delta }));
}
