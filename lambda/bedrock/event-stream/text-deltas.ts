import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { Message } from '@smithy/core/event-streams';

export interface TextDelta {
  readonly index: number;
  readonly text: string;
}

/**
 * Reads the frames that make up nearly all of an answer, text deltas, without the SDK: 2 µs instead of 13. It knows them by
 * their headers, which are the same bytes in every such frame of a stream; `learn` is given the frames that the SDK has read.
 */
export function readTextDeltas() {
  let known: Buffer | undefined;

  return {
    learn(frame: Buffer, { headers }: Message): void {
      const isDelta =
        headers[':message-type']?.value === 'event' && headers[':event-type']?.value === 'contentBlockDelta';
      if (isDelta) known ??= Buffer.from(headersOf(frame));
    },

    /** Undefined for every frame that is no sound text delta: the SDK knows what it is, or what is wrong with it. */
    read(frame: Buffer): TextDelta | undefined {
      if (!known?.equals(headersOf(frame)) || !isSound(frame)) return undefined;
      const payload = frame.subarray(12 + known.length, frame.length - 4);
      return isUtf8(payload) ? toTextDelta(payload.toString()) : undefined;
    },
  };
}

function headersOf(frame: Buffer): Buffer {
  return frame.subarray(12, 12 + frame.readUInt32BE(4));
}

function isSound(frame: Buffer): boolean {
  const end = frame.length - 4;
  return (
    crc32(frame.subarray(0, 8)) === frame.readUInt32BE(8) && crc32(frame.subarray(0, end)) === frame.readUInt32BE(end)
  );
}

function toTextDelta(payload: string): TextDelta | undefined {
  try {
    const { contentBlockIndex: index, delta } = JSON.parse(payload);
    return typeof delta?.text === 'string' && typeof index === 'number' ? { index, text: delta.text } : undefined;
  } catch {
    return undefined;
  }
}
