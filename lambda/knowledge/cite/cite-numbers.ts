import type { ChatEvent } from '../../chat/chat-event.ts';
import { type Citable, type Cite, isOfDocument, toCitation } from './citable.ts';
import { type Piece, readMarks } from './read-marks.ts';
import { toQuote } from './to-quote.ts';

/** What stands behind a mark and belongs to the words before it. */
const closing = /^[.,;:!?…)\]"'”’»。、，！？）」』】]+/;
/** A sentence is not longer. */
const maxSaid = 500;

/** Reads numbers out of a text, and tells them as citations behind the sentence's own signs. More sources may be found meanwhile. */
export function citeNumbers(found: readonly Citable[]): Cite {
  let marks = readMarks();
  let index = 0;
  /** Cited, and to be told behind the signs that may follow. */
  let waiting: Citable[] = [];
  /** The words that the next citation is for. */
  let said = '';
  let isCited = false;

  function* tell(pieces: Iterable<Piece>): Generator<ChatEvent> {
    for (const piece of pieces) yield* 'text' in piece ? tellText(piece.text) : tellMark(piece);
  }

  function* tellText(text: string): Generator<ChatEvent> {
    const signs = waiting.length > 0 ? (closing.exec(text)?.[0] ?? '') : '';
    if (signs !== '') yield { type: 'text-delta', index, text: signs };
    if (signs === text) return;
    yield* tellWaiting();
    const rest = text.slice(signs.length);
    said = `${isCited ? '' : said}${rest}`.slice(-maxSaid);
    isCited = false;
    yield { type: 'text-delta', index, text: rest };
  }

  function* tellMark({ numbers, written }: Extract<Piece, { readonly written: string }>): Generator<ChatEvent> {
    const cited = numbers.flatMap((n) => found[n - 1] ?? []);
    // A year or a status is no mark of a source, where there are not so many.
    if (cited.length === 0 && numbers.some((n) => n > 99)) yield* tellText(written);
    waiting.push(...cited);
    isCited ||= cited.length > 0;
  }

  function* tellWaiting(): Generator<ChatEvent> {
    const cited = waiting;
    waiting = [];
    for (const one of cited) {
      const quote = toQuote(one.text, said) ?? one.source.snippet;
      yield { type: 'citation', index, citation: toCitation(one, [quote]) };
    }
  }

  return function* cite(event) {
    if (event.type === 'text-delta') {
      ({ index } = event);
      yield* tell(marks.read(event.text));
    } else if (event.type === 'block-stop' || event.type === 'failure') {
      yield* tell(marks.end());
      yield* tellWaiting();
      marks = readMarks();
      said = '';
      yield event;
    } else if (event.type !== 'citation' || isOfDocument(event.citation.location)) {
      yield event;
    }
  };
}
