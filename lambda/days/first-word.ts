/** Bounds of how long a first word took, in ms: close together where people feel the difference. What is above the last one has a bucket of its own. */
const bounds = [50, 100, 150, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 8000, 13_000, 20_000, 30_000];

/** The bucket of a time, as its attribute in an item is called. */
export function toBucket(ms: number): string {
  const at = bounds.findIndex((bound) => ms <= bound);
  return `first${at === -1 ? bounds.length : at}`;
}

/** The median of what is in the buckets, about: as if the times of one bucket were spread evenly. Undefined where nothing was said. */
export function toMedianMs(countOf: (bucket: string) => number): number | undefined {
  const counts = Array.from({ length: bounds.length + 1 }, (_, at) => countOf(`first${at}`));
  const sum = counts.reduce((total, count) => total + count, 0);
  if (sum === 0) return undefined;
  let before = 0;
  for (const [at, count] of counts.entries()) {
    const from = bounds[at - 1] ?? 0;
    const to = bounds[at] ?? from;
    if (before + count >= sum / 2) return Math.round(from + ((sum / 2 - before) / count) * (to - from));
    before += count;
  }
  return bounds.at(-1);
}
