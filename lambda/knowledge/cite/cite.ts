import type { ChatEvent, Citation, CitationLocation, FoundSource } from '../../chat/chat-event.ts';
import type { CitedBy } from '../ask/cited-by.ts';
import { type Piece, readMarks } from './read-marks.ts';

/** Makes of an event of the model's what clients are told. */
export type Cite = (event: ChatEvent) => Iterable<ChatEvent>;

/**
 * The citations of an answer become those of the sources that were found: whatever else the model names is none.
 * @param before how many search results the request has before those
 */
export function createCite(sources: readonly FoundSource[], citedBy: CitedBy, before: number): Cite {
  return citedBy === 'numbers' ? byNumbers(sources) : byItself(sources, before);
}

function byItself(sources: readonly FoundSource[], before: number): Cite {
  return (event) => {
    if (event.type !== 'citation' || isOfDocument(event.citation.location)) return [event];
    const { location } = event.citation;
    const source = location?.unit === 'search-result' ? sources[location.result - before] : undefined;
    return source ? [{ ...event, citation: citationOf(source, event.citation) }] : [];
  };
}

/** Reads numbers out of a text. More sources may be found meanwhile. */
export function byNumbers(sources: readonly FoundSource[]): Cite {
  let marks = readMarks();
  let index = 0;

  function* tell(pieces: Iterable<Piece>): Generator<ChatEvent> {
    for (const piece of pieces) {
      if ('text' in piece) yield { type: 'text-delta', index, text: piece.text };
      else yield* tellMark(piece);
    }
  }

  function* tellMark({ numbers, written }: Extract<Piece, { readonly written: string }>): Generator<ChatEvent> {
    const cited = numbers.flatMap((n) => sources[n - 1] ?? []);
    // A year or a status is no mark of a source, where there are not so many.
    if (cited.length === 0 && numbers.some((n) => n > 99)) yield { type: 'text-delta', index, text: written };
    for (const source of cited) yield { type: 'citation', index, citation: citationOf(source) };
  }

  return function* cite(event) {
    if (event.type === 'text-delta') {
      ({ index } = event);
      yield* tell(marks.read(event.text));
    } else if (event.type === 'block-stop' || event.type === 'failure') {
      yield* tell(marks.end());
      marks = readMarks();
      yield event;
    } else if (event.type !== 'citation' || isOfDocument(event.citation.location)) {
      yield event;
    }
  };
}

/** What the model cites of the question's own documents is the question's. */
function isOfDocument(location: CitationLocation | undefined): boolean {
  return location !== undefined && location.unit !== 'search-result' && location.unit !== 'web';
}

/** With what clients may know of the source, and the words that the model quotes of it. A title may look like an address, and must not be told as one. */
function citationOf({ n, title, url = `source-${n}`, snippet }: FoundSource, own?: Citation): Citation {
  const { start = 0, end = 1 } = own?.location?.unit === 'search-result' ? own.location : {};
  return {
    title,
    source: url,
    quotes: own?.quotes ?? [snippet],
    location: { unit: 'search-result', result: n - 1, start, end },
  };
}
