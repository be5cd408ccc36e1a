/** A cancelled answer ends within about a second. */
const patienceMs = 3_000;

interface Ending {
  readonly onStop: () => void;
  /** Stopped long ago, and still not over. */
  readonly onLate: () => void;
  /** Nothing more comes, whatever the reason. */
  readonly onOver: () => void;
}

/**
 * The same bytes. On the wish to stop they end at once for their reader, with the wish's reason, and are still read to their own end:
 * only then it is known that the answer is over.
 */
export function readToEnd(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  wish: AbortSignal,
  { onStop, onLate, onOver }: Ending,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = bytes.getReader();
  let stop: () => void;

  const over = () => {
    wish.removeEventListener('abort', stop);
    onOver();
  };
  async function drain(): Promise<void> {
    const late = setTimeout(onLate, patienceMs);
    try {
      while (!(await reader.read()).done);
    } catch {
      // The connection was closed, by this page or another way.
    }
    clearTimeout(late);
    over();
  }

  return new ReadableStream({
    start(controller) {
      stop = () => {
        controller.error(wish.reason);
        onStop();
        void drain();
      };
      wish.addEventListener('abort', stop);
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (wish.aborted) return;
        if (!done) return controller.enqueue(value);
        over();
        controller.close();
      } catch (error) {
        if (!wish.aborted) over();
        throw error;
      }
    },
    cancel: (reason) => {
      over();
      return reader.cancel(reason);
    },
  });
}
