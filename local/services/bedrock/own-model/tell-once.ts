/** The function asks again within a few seconds: the same is not told each time. */
const quietMs = 10_000;

/** Tells what was not told a moment ago. */
export function tellOnce(tell: (what: string) => void): (what: string) => void {
  const toldMs = new Map<string, number>();
  return (what) => {
    const now = performance.now();
    const isNew = now - (toldMs.get(what) ?? -Infinity) > quietMs;
    toldMs.set(what, now);
    if (isNew) tell(what);
  };
}
