/** More callers than one environment meets while their limits stay the same. */
const maxCallers = 1_000;

/** What the accounts of callers said last, the longest unused forgotten first. */
export function recentLimits() {
  const byCaller = new Map<string, string>();
  return {
    get: (caller: string): string | undefined => byCaller.get(caller),
    set(caller: string, limits: string | undefined): void {
      byCaller.delete(caller);
      if (limits === undefined) return;
      byCaller.set(caller, limits);
      const [oldest] = byCaller.keys();
      if (byCaller.size > maxCallers && oldest !== undefined) byCaller.delete(oldest);
    },
  };
}
