/** The share of the time that painting may use; the rest is for scrolling and typing. */
const share = 1 / 3;

/**
 * Calls `paint` with the latest value at most once a frame, however often `show` is called, and less often where painting takes
 * long. `now` waits for nothing.
 */
export function eachFrame<T>(paint: (value: T) => void) {
  let latest: T;
  let isWaiting = false;
  let isOver = false;
  let restUntilMs = 0;
  const paintNow = (value: T) => {
    const startMs = performance.now();
    paint(value);
    // After the work that the paint has caused.
    setTimeout(() => (restUntilMs = startMs + (performance.now() - startMs) / share));
  };
  const frame = () => {
    isWaiting = false;
    if (!isOver) paintNow(latest);
  };
  return {
    show(value: T) {
      latest = value;
      if (isWaiting) return;
      isWaiting = true;
      isOver = false;
      setTimeout(() => requestAnimationFrame(frame), Math.max(0, restUntilMs - performance.now()));
    },
    now(value: T) {
      isOver = true;
      paintNow(value);
    },
  };
}
