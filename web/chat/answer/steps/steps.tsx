import { useContext, useMemo, useState } from 'preact/hooks';
import { formatNumber } from '../../../common/format-number.ts';
import { showControls } from '../../../markdown/controls.ts';
import { SpeechContext, useWords } from '../../../words/language.ts';
import { fill } from '../../../words/words.ts';
import type { ToolPart } from '../parts.ts';
import { nameTool } from './name-tool.ts';
import styles from './steps.css' with { type: 'text' };
import data from './words.json' with { type: 'json' };

// Nothing imports it from here: as in compare.tsx, it keeps the page's code in one file.
export { start } from '../../../start.tsx';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

export interface StepProps {
  readonly part: ToolPart;
  /** Whether more of the answer may arrive. */
  readonly isRunning: boolean;
}

/** What a tool was given and what came of it, folded: which one, whether it failed, how long it took. */
export function Step({ part, isRunning }: StepProps) {
  const words = useWords();
  const own = data[useContext(SpeechContext)?.language ?? 'en'];
  const [isOpen, setIsOpen] = useState(false);
  const { name, state, tookMs } = part;
  const isLeft = state === 'running' && !isRunning;
  const told = [
    isLeft ? own.unfinished : state && state !== 'done' && words.steps[state],
    tookMs !== undefined && fill(own.seconds, { seconds: formatNumber(tookMs / 1000, 2) }),
  ].filter(Boolean);
  // A result may be as long as a book's chapter. It is text that is made when somebody looks, and again when more of it has come.
  const content = useMemo(() => isOpen && <Content part={part} words={own} />, [isOpen, part, own]);
  return (
    <details
      class="step"
      data-state={isLeft ? 'unfinished' : state}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        <b>{nameTool(name)}</b> {told.length > 0 && <span>{told.join(' · ')}</span>}
      </summary>
      {content}
    </details>
  );
}

interface ContentProps {
  readonly part: ToolPart;
  readonly words: (typeof data)['en'];
}

function Content({ part: { input, results }, words }: ContentProps) {
  const result = results.map((each) => (typeof each === 'string' ? each : JSON.stringify(each, null, 2))).join('\n\n');
  return (
    <dl>
      {[
        { name: words.input, text: input },
        { name: words.result, text: result },
      ].map(
        ({ name, text }) =>
          text !== '' && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <pre tabIndex={0}>{showControls(text, (control) => control).join('')}</pre>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
