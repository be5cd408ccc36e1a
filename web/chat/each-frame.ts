/** Calls `paint` with the latest value at most once a frame, however often `show` is called. `now` doesn't wait for one. */
export function eachFrame<T>(paint: (value: T) => void) {
  let latest: T;
  let frame: number | undefined;
  const now = (value: T) => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    paint(value);
  };
  return {
    show(value: T) {
      latest = value;
      frame ??= requestAnimationFrame(() => now(latest));
    },
    now,
  };
}
