import { fill } from '../../../words/words.ts';
import type { Source } from '../cite.ts';
import { goToMark } from './jump.ts';
import { linkOf, nameSource, show } from './name-source.ts';
import type { SourceWords } from './source-words.ts';

interface SourceViewProps {
  readonly source: Source;
  readonly n: number;
  /** Whether there is a mark to go back to. */
  readonly isMarked: boolean;
  readonly words: SourceWords;
}

/** No passage says more to a reader of a list. */
const longest = 600;

/** A source: what it is called, where it can be read, and what it says. All of it is somebody's text, and stays text. */
export function SourceView({ source, n, isMarked, words }: SourceViewProps) {
  const { quotes } = source;
  const link = linkOf(source);
  const name = nameSource(source);
  return (
    <li value={n} data-n={n} tabIndex={-1}>
      {link ? (
        <a href={link.href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
          {name}
        </a>
      ) : (
        <b dir="auto">{name}</b>
      )}
      {link && name !== link.href && <bdi class="quiet">{link.host}</bdi>}
      {isMarked && (
        <button aria-label={fill(words.back, { n })} onClick={goToMark}>
          ↑
        </button>
      )}
      {toShown(source).map((text) => (
        <p key={text} class="quiet" dir="auto">
          {show(text.slice(0, longest))}
          {text.length > longest && ' …'}
        </p>
      ))}
      {source.n === undefined && quotes.length > 0 && (
        <details>
          <summary>{fill(words.quotes, { count: quotes.length })}</summary>
          {quotes.map((quote, at) => (
            <blockquote key={at} dir="auto">
              {show(quote)}
            </blockquote>
          ))}
        </details>
      )}
    </li>
  );
}

/** Of a document what is cited of it, or else how the passage that was found begins. */
function toShown({ n, snippet, quotes }: Source): readonly string[] {
  if (n !== undefined && quotes.length > 0) return quotes;
  return snippet === undefined ? [] : [snippet];
}
