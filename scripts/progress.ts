/** Tells a person who waits how far it is. */
export interface Progress {
  /** How much of something is done. */
  readonly show: (what: string, done: number, total: number) => void;
  readonly tell: (line: string) => void;
}

type Terminal = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

const width = 24;

/** A bar on a terminal. Elsewhere, as in CI's log, a line for each tenth. */
export function startProgress(terminal: Terminal): Progress {
  let isBarOpen = false;
  let last = '';
  const closeBar = (): void => {
    if (isBarOpen) terminal.write('\n');
    isBarOpen = false;
  };
  return {
    tell(line) {
      closeBar();
      terminal.write(`${line}\n`);
    },
    show(what, done, total) {
      const words = `${what}: ${done} of ${total}`;
      if (total === 0 || words === last) return;
      last = words;
      if (terminal.isTTY) {
        const filled = Math.round((done / total) * width);
        // Back to the line's start, and away with what was longer.
        terminal.write(`\r${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${words}\u001B[K`);
        isBarOpen = true;
        if (done >= total) closeBar();
      } else if (done > 0 && (done >= total || done % Math.ceil(total / 10) === 0)) {
        terminal.write(`${words}\n`);
      }
    },
  };
}
