/** Reads lines and bytes in turn from a stream. */
export interface LineReader {
  /** Up to the next CR LF, or what is left at the end; undefined behind it, and for a line that is too long to be one. */
  readonly line: () => Promise<string | undefined>;
  /** One to `most` bytes; undefined at the end. */
  readonly bytes: (most: number) => Promise<Buffer | undefined>;
  /** Leaves the rest of the stream to others. */
  readonly close: () => Promise<void>;
}

const maxLineBytes = 8 * 1024;

export function createLineReader(stream: AsyncIterable<Buffer>): LineReader {
  const source = stream[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  async function readMore(): Promise<boolean> {
    const { done, value } = await source.next();
    if (done) return false;
    held = held.length === 0 ? value : Buffer.concat([held, value]);
    return true;
  }

  function take(length: number, skipped = 0): Buffer {
    const taken = held.subarray(0, length);
    held = held.subarray(length + skipped);
    return taken;
  }

  return {
    async line() {
      for (;;) {
        const end = held.indexOf('\r\n');
        if (end !== -1) return take(end, 2).toString('latin1');
        if (held.length > maxLineBytes) return undefined;
        if (!(await readMore())) return held.length > 0 ? take(held.length).toString('latin1') : undefined;
      }
    },
    async bytes(most) {
      while (held.length === 0) if (!(await readMore())) return undefined;
      return take(Math.min(most, held.length));
    },
    async close() {
      await source.return?.();
    },
  };
}
