import type { Token } from 'marked';
import type { Mark } from '../../../markdown/marking.ts';

/** What a mark stands before: blanks, and the ends of emphasis and of cells, which would not be ends with a mark behind them. */
const loose = /[\s*_|]/;
/** A line without words: bullets, numbers, rules, fences, the line below a table's head. A mark in it would make it another one. */
const wordless = /^[\s>]*(?:(?:[-+*#]|\d+[.)])[ \t]*)*$|^[\s|:=-]*$|^[\s>]*(?:```|~~~)/;

/** How far before a place its last words are looked for. */
const reach = 1_000;

/** The marks of each block of a text, each behind the last words before it, at its place in the block's source. */
export function placeMarks(
  text: string,
  blocks: readonly Token[],
  marks: readonly Mark[],
): readonly (readonly Mark[])[] {
  const source = blocks.map(({ raw }) => raw).join('');
  const toPlace = text.includes('\r') ? (at: number) => withoutReturns(text.slice(0, at)).length : (at: number) => at;
  const places = new Map<string, Mark>();
  for (const mark of marks) {
    const at = settle(source, toPlace(mark.at));
    places.set(`${at} ${mark.source}`, { ...mark, at });
  }
  // Where there are no words before it, there is nothing that it could mark.
  const waiting = [...places.values()].filter(({ at }) => at > 0).toSorted((one, other) => one.at - other.at);
  let next = 0;
  let end = 0;
  return blocks.map(({ raw }) => {
    const start = end;
    end += raw.length;
    const first = next;
    while ((waiting[next]?.at ?? Infinity) <= end) next += 1;
    return waiting.slice(first, next).map((mark) => ({ ...mark, at: mark.at - start }));
  });
}

/** As marked reads it. */
function withoutReturns(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/** The end of the last words before a place in Markdown; the place itself where they are too far away. */
function settle(source: string, at: number): number {
  const from = Math.max(0, at - reach);
  const before = source.slice(from, at);
  let end = before.length;
  for (;;) {
    while (end > 0 && loose.test(before.charAt(end - 1))) end -= 1;
    if (end === 0) return from === 0 ? 0 : at;
    const line = before.lastIndexOf('\n', end - 1) + 1;
    if ((line === 0 && from > 0) || !wordless.test(before.slice(line, end))) return from + end;
    end = line;
  }
}
