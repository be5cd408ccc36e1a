/** The least a frame can have: lengths, their checksum, and its own (Amazon event stream encoding). */
const leastBytes = 16;
/** And the most, with room to spare: one that says that it is longer is broken. */
const mostBytes = 2 ** 25;

/** Cuts what comes over a socket into whole frames; what is left waits for the next piece. */
export function splitFrames() {
  let pieces: Buffer[] = [];
  let held = 0;
  let needed = 0;

  return {
    *take(chunk: Uint8Array): Generator<Buffer> {
      const added = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      held += added.length;
      pieces.push(added);
      // Joined only when it is enough: a long frame in many pieces is copied once, not once a piece.
      if (held < needed || held < 4) return;
      const bytes = pieces.length === 1 ? added : Buffer.concat(pieces);
      let at = 0;
      needed = 0;
      while (bytes.length - at >= 4) {
        needed = Math.max(leastBytes, bytes.readUInt32BE(at));
        if (needed > mostBytes) throw new Error('the event stream has a frame that is too long');
        if (bytes.length - at < needed) break;
        yield bytes.subarray(at, at + needed);
        at += needed;
        needed = 0;
      }
      pieces = at < bytes.length ? [bytes.subarray(at)] : [];
      held = bytes.length - at;
    },

    /** Throws when the stream ended inside a frame; as the SDK, not before its length is known. */
    end(): void {
      if (held >= 4) throw new Error('the event stream ended inside a frame');
    },
  };
}
