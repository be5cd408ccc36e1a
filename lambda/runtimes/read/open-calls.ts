import type { Said } from './said.ts';

/** A model writes no more for one call. What is longer is told cut, which is no JSON. */
const maxCharacters = 64_000;
/** Real names and ids have some dozens. */
const maxNameCharacters = 256;
/** At once. */
const maxOpen = 100;

/** Calls whose inputs come in pieces, by their ids or places. */
export function openCalls() {
  const open = new Map<string, { readonly id: string; readonly name: string; json: string }>();

  function end(place: string): readonly Said[] {
    const call = open.get(place);
    open.delete(place);
    return call ? [{ kind: 'call', ...call, json: call.json || '{}' }] : [];
  }

  return {
    begin(place: string, id: string, name: string): void {
      if (open.size >= maxOpen) return;
      open.set(place, { id: id.slice(0, maxNameCharacters), name: name.slice(0, maxNameCharacters), json: '' });
    },
    add(place: string, piece: string): void {
      const call = open.get(place);
      if (call) call.json += piece.slice(0, maxCharacters - call.json.length);
    },
    /** The call, whole. Nothing where none is open there. */
    end,
    /** All that are open. */
    endAll: (): readonly Said[] => [...open.keys()].flatMap(end),
  };
}
