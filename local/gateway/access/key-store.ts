import { randomUUID } from 'node:crypto';
import type { LocalPlan } from '../../template/access-model.ts';

/** An API key as the stage keeps it while it runs. */
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly createdMs: number;
  isEnabled: boolean;
  /** Its plan's id, once it has one. */
  planId?: string;
  /** Requests by day in UTC: `2026-11-26`. */
  readonly used: Map<string, number>;
}

export interface KeyStore {
  readonly all: () => readonly StoredKey[];
  readonly find: (id: string) => StoredKey | undefined;
  /** Undefined when another key has the value. */
  readonly create: (key: { readonly name: string; readonly value: string }) => StoredKey | undefined;
}

/** The day in UTC: `2026-11-26`. */
export function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** The keys of the template, and those that are made while the stage runs. */
export function openKeyStore(plans: readonly LocalPlan[], now: () => number): KeyStore {
  const keys = new Map<string, StoredKey>();
  for (const { id: planId, keys: own } of plans) {
    for (const { id, value } of own) {
      keys.set(id, { id, name: id, value, createdMs: now(), isEnabled: true, planId, used: new Map() });
    }
  }
  const all = () => [...keys.values()];
  return {
    all,
    find: (id) => keys.get(id),
    create({ name, value }) {
      if (all().some((key) => key.value === value)) return undefined;
      const id = randomUUID().replaceAll('-', '').slice(0, 10);
      const key = { id, name, value, createdMs: now(), isEnabled: true, used: new Map<string, number>() };
      keys.set(id, key);
      return key;
    },
  };
}
