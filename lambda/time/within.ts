/** Resolves with the promise, or without it when the time is up. */
export async function within(limitMs: number, promise: Promise<unknown>): Promise<void> {
  const elapsed = Promise.withResolvers<void>();
  const timer = setTimeout(elapsed.resolve, limitMs);
  await Promise.race([promise, elapsed.promise]).finally(() => clearTimeout(timer));
}
