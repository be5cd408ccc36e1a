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
const longestSnippet = 600;

/** A source: what it is called, where it can be read, and what it says. All of it is somebody's text, and stays text. */
export function SourceView({ source, n, isMarked, words }: SourceViewProps) {
  const { snippet = '', quotes } = source;
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
      {snippet !== '' && (
        <p class="quiet" dir="auto">
          {show(snippet.slice(0, longestSnippet))}
          {snippet.length > longestSnippet && ' …'}
        </p>
      )}
      {quotes.length > 0 && (
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
