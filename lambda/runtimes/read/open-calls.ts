import type { Said } from './said.ts';

/** A model writes no more for one call. What is longer is told cut, which is no JSON. */
const maxCharacters = 64_000;

/** Calls whose inputs come in pieces, by their ids or places. */
export function openCalls() {
  const open = new Map<string, { readonly id: string; readonly name: string; json: string }>();
  return {
    begin(place: string, id: string, name: string): void {
      open.set(place, { id, name, json: '' });
    },
    add(place: string, piece: string): void {
      const call = open.get(place);
      if (call && call.json.length < maxCharacters) call.json += piece;
    },
    /** The call, whole. Nothing where none is open there. */
    end(place: string): readonly Said[] {
      const call = open.get(place);
      open.delete(place);
      return call ? [{ kind: 'call', ...call, json: call.json || '{}' }] : [];
    },
  };
}
