import type { Place } from '../../asked-turn.ts';
import type { Table } from '../../table/table.ts';
import { systemKey } from '../turns/keys.ts';

/** The system prompt of a conversation. */
export interface KeptSystem {
  /** As JSON; empty: there is none. */
  readonly text: string;
  /** In seconds since 1970. */
  readonly expires: number;
}

export const noSystem: KeptSystem = { text: '', expires: Infinity };

export async function getSystem(table: Table, place: Place, nowMs: number): Promise<KeptSystem> {
  const { text, expires } = await table.get(systemKey(place));
  if (typeof text !== 'string' || typeof expires !== 'number' || expires * 1000 < nowMs) return noSystem;
  return { text, expires };
}

/** Keeps it for as long as the turn that uses it now, to a tenth: a write for each turn would be paid by the size of the prompt. */
export async function renewSystem(
  table: Table,
  place: Place,
  { text, expires }: KeptSystem,
  { keptMs, nowMs }: { readonly keptMs: number; readonly nowMs: number },
): Promise<void> {
  const anew = Math.ceil((nowMs + keptMs) / 1000);
  if (text === '' || anew - expires < keptMs / 10_000) return;
  await table.change(systemKey(place), {
    expression: 'SET expires = :expires',
    // It may have been deleted since.
    condition: 'attribute_exists(#text)',
    names: { '#text': 'text' },
    values: { ':expires': anew },
  });
}
