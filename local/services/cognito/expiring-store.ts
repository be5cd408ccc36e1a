/** Things that are kept until a moment, by a secret. */
export interface ExpiringStore<Value> {
  readonly put: (secret: string, value: Value, untilMs: number) => void;
  readonly find: (secret: string) => Kept<Value> | undefined;
  readonly delete: (secret: string) => void;
}

interface Kept<Value> {
  readonly value: Value;
  readonly untilMs: number;
}

/** More than one person needs; a program that asks in a loop pushes out the oldest. */
const maxEntries = 1000;

export function createExpiringStore<Value>(now: () => number): ExpiringStore<Value> {
  const entries = new Map<string, Kept<Value>>();
  return {
    put(secret, value, untilMs) {
      const [oldest] = entries.keys();
      if (oldest !== undefined && entries.size >= maxEntries) entries.delete(oldest);
      entries.set(secret, { value, untilMs });
    },
    find(secret) {
      const kept = entries.get(secret);
      return kept && kept.untilMs > now() ? kept : undefined;
    },
    delete: (secret) => void entries.delete(secret),
  };
}
