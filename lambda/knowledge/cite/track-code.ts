/** A piece of a text in Markdown. */
export interface Part {
  readonly text: string;
  readonly isCode: boolean;
}

type Code =
  /** Between lines of at least as many of the same sign. */
  | { readonly kind: 'block'; readonly sign: string; readonly size: number }
  /** Between as many backticks, in one paragraph. */
  | { readonly kind: 'line'; readonly size: number };

const token = /\n|`+|~+|[^\n`~]+/g;
const fence = 3;

/** Tells what of a text is code, as it comes: CommonMark's fenced blocks and spans of code. A run of signs at the end of a piece waits for the next one. */
export function trackCode() {
  let code: Code | undefined;
  let held = '';
  /** Whether there is nothing but up to three blanks in the line so far. */
  let isLineStart = true;
  let isBlankLine = true;
  /** Whether the line is the one on which a block began: more of its signs there make it a span. */
  let isOpening = false;

  /** What a run of backticks or tildes begins or ends. */
  function meet(run: string): void {
    const sign = run.charAt(0);
    const isFence = isLineStart && run.length >= fence;
    if (code?.kind === 'block') {
      if (sign === code.sign && run.length >= code.size && (isLineStart || isOpening)) code = undefined;
    } else if (isFence) {
      code = { kind: 'block', sign, size: run.length };
      isOpening = true;
    } else if (sign === '`') {
      if (!code) code = { kind: 'line', size: run.length };
      else if (code.size === run.length) code = undefined;
    }
  }

  function* read(text: string, isEnd: boolean): Generator<Part> {
    const whole = held + text;
    held = isEnd ? '' : (/(`+|~+)$/.exec(whole)?.[0] ?? '');
    for (const [piece] of whole.slice(0, whole.length - held.length).matchAll(token)) {
      const wasCode = code !== undefined;
      if (piece === '\n') {
        if (isBlankLine && code?.kind === 'line') code = undefined;
        [isLineStart, isBlankLine, isOpening] = [true, true, false];
      } else {
        if (/^[`~]/.test(piece)) meet(piece);
        isLineStart &&= /^ {1,3}$/.test(piece);
        isBlankLine &&= piece.trim() === '';
      }
      yield { text: piece, isCode: wasCode || code !== undefined };
    }
  }

  return { read: (text: string) => read(text, false), end: () => read('', true) };
}
