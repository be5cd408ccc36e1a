const parentCheckMs = 500;

/**
 * Resolves on Ctrl-C or SIGTERM, or when the npm that started the stage has ended: npm sends SIGTERM to a shell in between,
 * which ends without passing it on.
 */
export async function untilStopped(shell: Readonly<Record<string, string | undefined>>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  const parentId = process.ppid;
  const isStartedByNpm = shell['npm_lifecycle_event'] !== undefined;
  const parentCheck = setInterval(() => {
    if (isStartedByNpm && process.ppid !== parentId) resolve();
  }, parentCheckMs);
  await promise;
  clearInterval(parentCheck);
}
