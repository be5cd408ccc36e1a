import { type Said, toShort } from './said.ts';

/** A model writes no more for one call. What is longer is no JSON here, and is not told. */
const maxCharacters = 64_000;
/** At once. */
const maxOpen = 100;

/** Calls whose inputs come in pieces, by their ids or places. One that is not whole is not told: its agent can't run it either. */
export function openCalls() {
  const open = new Map<string, { readonly id: string; readonly name: string; json: string }>();

  return {
    begin(place: string, id: string, name: string): void {
      if (open.size >= maxOpen) return;
      open.set(place, { id: toShort(id), name: toShort(name), json: '' });
    },
    add(place: string, piece: string): void {
      const call = open.get(place);
      if (call) call.json += piece.slice(0, maxCharacters - call.json.length);
    },
    /** The call. Nothing where none is open there. */
    end(place: string): readonly Said[] {
      const call = open.get(place);
      open.delete(place);
      return call && isWhole(call.json) ? [{ kind: 'call', ...call, json: call.json || '{}' }] : [];
    },
    /** Drops those that never ended. */
    clear(): void {
      open.clear();
    },
  };
}

/** No input at all is that of a tool that takes none. */
function isWhole(json: string): boolean {
  try {
    JSON.parse(json || '{}');
    return true;
  } catch {
    return false;
  }
}
