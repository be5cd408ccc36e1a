import { toPrintableLine } from '../printable.ts';
import { findStates, isAmiss, toStateWords } from './ingestion/document-states.ts';
import { documentsOf, type KeptObject, listObjects } from './objects/kept-objects.ts';
import type { Outcome } from './outcome.ts';
import type { Store } from './store.ts';

/** A line for each document: `guides/start.md  12 kB  2026-11-28 09:30  indexed`. The last word only where it is known. */
export async function list(store: Store): Promise<Outcome> {
  const [kept, states] = await Promise.all([listObjects(store), findStates(store)]);
  const documents = documentsOf(kept);
  if (documents.length === 0)
    return { out: ['There are no documents yet: npm run knowledge -- sync'], isFailed: false };
  const width = Math.max(...documents.map(({ key }) => key.length));
  const out = documents.map((document) => {
    const { key } = document;
    const state = states ? [toPrintableLine(toStateWords(states.get(key)))] : [];
    return [toPrintableLine(key).padEnd(width), ...toFacts(document), ...state].join('  ');
  });
  return { out, isFailed: [...(states?.values() ?? [])].some(isAmiss) };
}

function toFacts({ bytes, modified }: KeptObject): string[] {
  const date = modified?.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ');
  return [`${Math.ceil(bytes / 1000)} kB`.padStart(8), date ?? '-'];
}
