import { useWords } from '../../words/language.ts';
import type { Source } from './answer.ts';

/** The sources that the model cites. */
export function Sources({ sources }: { readonly sources: readonly Source[] }) {
  const words = useWords();
  return (
    <details class="sources">
      <summary>
        {words.sources} ({sources.length})
      </summary>
      <ol>
        {sources.map(({ title, source, quotes }, index) => (
          <li key={index}>
            {title ?? source}
            {quotes.map((quote, at) => (
              <blockquote key={at}>{quote}</blockquote>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}
