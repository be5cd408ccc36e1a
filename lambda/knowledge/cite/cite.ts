import type { ChatEvent, Citation, FoundSource } from '../../chat/chat-event.ts';
import type { CitedBy } from '../ask/cited-by.ts';
import { readMarks } from './read-marks.ts';

/** Makes of an event of the model's what clients are told. */
export type Cite = (event: ChatEvent) => Iterable<ChatEvent>;

/** The citations of an answer become those of the sources that were found: whatever else the model names is none. */
export function createCite(sources: readonly FoundSource[], citedBy: CitedBy): Cite {
  return citedBy === 'numbers' && sources.length > 0 ? byNumbers(sources) : byItself(sources);
}

/** What it cites of the question's own documents is the question's. */
function byItself(sources: readonly FoundSource[]): Cite {
  return (event) => {
    if (event.type !== 'citation' || event.citation.location?.unit !== 'search-result') return [event];
    const source = sources[event.citation.location.result];
    return source ? [{ ...event, citation: citationOf(source, event.citation) }] : [];
  };
}

/** Reads numbers out of a text. More sources may be found meanwhile. */
export function byNumbers(sources: readonly FoundSource[]): Cite {
  let marks = readMarks();
  let index = 0;

  function* tell(pieces: ReturnType<typeof marks.end>): Generator<ChatEvent> {
    for (const piece of pieces) {
      const source = 'n' in piece ? sources[piece.n - 1] : undefined;
      if ('text' in piece) yield { type: 'text-delta', index, text: piece.text };
      else if (source) yield { type: 'citation', index, citation: citationOf(source) };
    }
  }

  return function* cite(event) {
    if (event.type === 'text-delta') {
      ({ index } = event);
      yield* tell(marks.read(event.text));
    } else if (event.type === 'block-stop' || event.type === 'failure') {
      yield* tell(marks.end());
      marks = readMarks();
      yield event;
    } else if (event.type !== 'citation' || event.citation.location?.unit !== 'search-result') {
      yield event;
    }
  };
}

/** With what clients may know of the source, and the words that the model quotes of it. */
function citationOf({ n, title, url = title, snippet }: FoundSource, own?: Citation): Citation {
  return {
    title,
    source: url,
    quotes: own?.quotes ?? [snippet],
    location: own?.location ?? { unit: 'search-result', result: n - 1, start: 0, end: 1 },
  };
}
