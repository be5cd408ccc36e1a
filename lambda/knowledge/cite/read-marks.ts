/** A piece of a model's text: words, or the number of a source behind them. */
export type Piece = { readonly text: string } | { readonly n: number };

/** Where code begins, or a mark with the spaces before it. */
const next = /(?<run>`+)|[ \t]{0,8}\[(?:[Ss]ources? )?(?<numbers>\d{1,2}(?:, ?\d{1,2})*)\]/;
/** What may go on as one of them in the next piece. */
const open =
  /`+$|[ \t]{0,8}(?:\[(?:S|s|[Ss]o|[Ss]ou|[Ss]our|[Ss]ourc|[Ss]ource|[Ss]ources|[Ss]ources? )?[\d, ]{0,24})?$/;
/** In code: what may go on as its end. */
const openEnd = /(?:`+|\n[ \t]{0,8})$/;

/**
 * Reads marks like `[1]`, `[1, 3]` and `[source 2]` out of a text that comes in pieces, however it is cut. What is in code stays as it is: there,
 * `[1]` is an index.
 */
export function readMarks() {
  /** The backticks that the code began with which is being read. */
  let fence = '';
  let held = '';

  function* read(text: string, isEnd: boolean): Generator<Piece> {
    let rest = held + text;
    for (;;) {
      const found = fence === '' ? next.exec(rest) : endOf(fence).exec(rest);
      if (!found) break;
      const { 0: whole, index, groups = {} } = found;
      const { run, numbers } = groups;
      // There may be more of a run.
      if (!isEnd && whole.endsWith('`') && index + whole.length === rest.length) break;
      yield* say(numbers === undefined ? rest.slice(0, index + whole.length) : rest.slice(0, index));
      for (const n of numbers?.split(',') ?? []) yield { n: Number(n) };
      if (numbers === undefined) fence = fence === '' ? (run ?? '') : '';
      rest = rest.slice(index + whole.length);
    }
    const kept = isEnd ? -1 : rest.search(fence === '' ? open : openEnd);
    yield* say(kept < 0 ? rest : rest.slice(0, kept));
    held = kept < 0 ? '' : rest.slice(kept);
  }

  return {
    read: (text: string) => read(text, false),
    /** What is still held when the text is over. */
    end: () => read('', true),
  };
}

/** As many backticks; code on a line that is never closed ends with its paragraph. */
function endOf(fence: string): RegExp {
  const run = `(?<!\`)${fence}(?!\`)`;
  return new RegExp(fence.length < 3 ? `${run}|\\n[ \\t]{0,8}\\n` : run);
}

function* say(text: string): Generator<Piece> {
  if (text !== '') yield { text };
}
