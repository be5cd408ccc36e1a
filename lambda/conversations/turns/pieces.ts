import type { TurnPlace } from '../../asked-turn.ts';
import type { Table } from '../../table/table.ts';
import { type PieceKind, pieceKey } from './keys.ts';

/** An item of DynamoDB's may have 400 kB, its names included. */
const maxPieceBytes = 300_000;

/** A text in pieces that each fit into an item, split between characters. */
export function* splitText(text: string): Generator<string> {
  // A character of UTF-16 has three bytes at most in UTF-8.
  if (text.length * 3 <= maxPieceBytes) {
    if (text !== '') yield text;
    return;
  }
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length;) {
    let to = Math.min(from + maxPieceBytes, bytes.length);
    // Not inside a character: all its bytes but the first begin with 10.
    while (to < bytes.length && ((bytes[to] ?? 0) & 0b1100_0000) === 0b1000_0000) to -= 1;
    yield bytes.toString('utf8', from, to);
    from = to;
  }
}

/** Writes pieces in their order, so that what is there is always the beginning. */
export async function putPieces(
  table: Table,
  place: TurnPlace,
  kind: PieceKind,
  { pieces, after, expires }: { readonly pieces: readonly string[]; readonly after: number; readonly expires: number },
): Promise<void> {
  for (const [index, text] of pieces.entries()) {
    await table.put(pieceKey(place, kind, after + index + 1), { text, expires });
  }
}

/** The whole lines of a text that comes in pieces. */
export function toLines(): (piece: string) => string {
  let rest = '';
  return (piece) => {
    const end = piece.lastIndexOf('\n') + 1;
    const lines = end === 0 ? '' : rest + piece.slice(0, end);
    rest = end === 0 ? rest + piece : piece.slice(end);
    return lines;
  };
}
