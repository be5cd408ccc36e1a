/** Waits, at most until the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve());
  return promise.finally(() => clearTimeout(timer));
}

/** Waits for the network, however long that takes, or for the signal. */
export function untilOnline(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (navigator.onLine || signal.aborted) return Promise.resolve();
  addEventListener('online', () => resolve(), { once: true, signal });
  signal.addEventListener('abort', () => resolve());
  return promise;
}
