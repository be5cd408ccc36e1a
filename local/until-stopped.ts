const parentCheckMs = 500;

/**
 * Resolves on Ctrl-C or SIGTERM, or once the npm that started the stage is gone: npm hands SIGTERM to a shell between them, which
 * dies without passing it on.
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
