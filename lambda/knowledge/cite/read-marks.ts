import { trackCode } from './track-code.ts';

/** A piece of a model's text: words, or the numbers of sources behind them, as they were written. */
export type Piece = { readonly text: string } | { readonly numbers: readonly number[]; readonly written: string };

/** `[1]`, `[1, 3]`, `[2-4]`, `[source 2]`, `[^1]`, `［１］`, `【1†lines 3-5】`, with the blanks before it. */
const mark =
  /[ \t]{0,8}[[［【]\^?(?:[Ss]ources? )?([\d０-９]{1,3}(?: ?[,、，–-] ?[\d０-９]{1,3}){0,9})(?:†[^\]］】\n]{0,40})?[\]］】]/g;
/** What may go on as one. */
const beginning =
  /[ \t]{0,8}(?:[[［【]\^?(?:[Ss](?:o(?:u(?:r(?:c(?:e(?:s? ?)?)?)?)?)?)?)?[\d０-９ ,、，–-]{0,60}(?:†[^\]］】\n]{0,40})?)?$/;

/** Reads marks out of a text that comes in pieces, however it is cut. What is in code stays as it is: there, `[1]` is an index. */
export function readMarks() {
  const code = trackCode();
  /** What may be the beginning of a mark. */
  let held = '';

  function* read(parts: ReturnType<typeof code.end>, isEnd: boolean): Generator<Piece> {
    for (const { text, isCode } of parts) {
      if (isCode) {
        yield* say(held + text);
        held = '';
      } else yield* readWords(held + text);
    }
    if (!isEnd) return;
    yield* say(held);
    held = '';
  }

  function* readWords(words: string): Generator<Piece> {
    let at = 0;
    for (const found of words.matchAll(mark)) {
      yield* say(words.slice(at, found.index));
      yield { numbers: toNumbers(found[1] ?? ''), written: found[0] };
      at = found.index + found[0].length;
    }
    const rest = words.slice(at);
    const open = rest.search(beginning);
    yield* say(rest.slice(0, open));
    held = rest.slice(open);
  }

  return {
    read: (text: string) => read(code.read(text), false),
    /** What is still held when the text is over. */
    end: () => read(code.end(), true),
  };
}

/** `1, 3-5` is 1, 3, 4, 5. Longer rows than there can be sources in one place are cut. */
function toNumbers(written: string): readonly number[] {
  return written
    .normalize('NFKC')
    .split(/[,、]/)
    .flatMap((part) => {
      const [first = 0, last = first] = part.split(/[–-]/).map(Number);
      return Array.from({ length: Math.min(Math.max(last - first, 0), 19) + 1 }, (_, at) => first + at);
    });
}

function* say(text: string): Generator<Piece> {
  if (text !== '') yield { text };
}
