/** What the promise resolves with, or nothing when the time is up. Its rejection is thrown only in time. */
export async function within<T>(limitMs: number, promise: Promise<T>): Promise<T | undefined> {
  const elapsed = Promise.withResolvers<undefined>();
  const timer = setTimeout(elapsed.resolve, limitMs, undefined);
  return Promise.race([promise, elapsed.promise]).finally(() => clearTimeout(timer));
}
