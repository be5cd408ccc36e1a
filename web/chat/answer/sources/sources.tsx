import { useContext } from 'preact/hooks';
import type { Marking } from '../../../markdown/marking.ts';
import { SpeechContext } from '../../../words/language.ts';
import { fill, type LanguageCode } from '../../../words/words.ts';
import { type Answer, isRunning } from '../answer.ts';
import type { Source } from '../cite.ts';
import { dressMarks } from './dress-marks.ts';
import { markedIn } from './marked-in.ts';
import { placeMarks } from './place-marks.ts';
import { SourceView } from './source-view.tsx';
import { toSourceWords } from './source-words.ts';
import styles from './sources.css' with { type: 'text' };
import { toMarkedHtml } from './to-marked-html.ts';
import { unfoldInPrint } from './unfold-in-print.ts';

// Nothing imports it from here: as in compare.tsx, it keeps the page's code in one file.
export { start } from '../../../start.tsx';
export { tellCited } from './tell-cited.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);
unfoldInPrint();

/** Marks that lead to these sources. */
export function toMarking(sources: readonly Source[], language: LanguageCode | undefined): Marking {
  const words = toSourceWords(language);
  return { place: placeMarks, toHtml: toMarkedHtml, dress: (block) => dressMarks(block, sources, words) };
}

/** That the answer has nothing from the documents. */
export function SearchNote({ search }: { readonly search: 'nothing' | 'unavailable' }) {
  const words = useSourceWords();
  return (
    <p class="search-note" data-search={search}>
      {words[search]}
    </p>
  );
}

/** What the answer cites, and folded what was found besides. */
export function Sources({ answer }: { readonly answer: Answer }) {
  const words = useSourceWords();
  const { parts, sources } = answer;
  const marked = markedIn(parts);
  const all = sources.map((source, index) => ({
    isCited: source.n === undefined || source.isCited === true,
    item: <SourceView key={index} source={source} n={index + 1} isMarked={marked.has(index)} words={words} />,
  }));
  const cited = all.filter(({ isCited }) => isCited);
  const others = all.filter(({ isCited }) => !isCited);
  const toName = isRunning(answer) ? words.found : words.uncited;
  return (
    <div class="sources" role="group" aria-label={words.sources}>
      {cited.length > 0 && (
        <>
          <p class="quiet">{words.sources}</p>
          <ol>{cited.map(({ item }) => item)}</ol>
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary>{fill(toName, { count: others.length })}</summary>
          <ol>{others.map(({ item }) => item)}</ol>
        </details>
      )}
    </div>
  );
}

function useSourceWords() {
  return toSourceWords(useContext(SpeechContext)?.language);
}
