import type { ComponentChild } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import { ProblemView } from '../chat/answer/problem-view.tsx';
import { saveAsFile } from '../common/save-as-file.ts';
import { SpeechContext } from '../words/language.ts';
import type { Of } from './ask-usage.ts';
import { Choices } from './choices.tsx';
import { Sums } from './sums.tsx';
import { toCsv } from './to-csv.ts';
import styles from './usage.css' with { type: 'text' };
import { toUsageWords, withUsageWords } from './usage-words.ts';
import { useUsage } from './use-usage.ts';

// Nothing imports it from here: as in compare.tsx, it keeps the page's code in one file.
export { start } from '../start.tsx';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

interface UsageProps {
  readonly api: Api;
  readonly isIn: boolean;
  readonly gate: ComponentChild;
  readonly onChangeKey: () => void;
}

/** What the person has used in the last days, or everybody, where the person's plan sees all. */
export function View({ api, isIn, gate, onChangeKey }: UsageProps) {
  const speech = useContext(SpeechContext);
  const own = toUsageWords(speech?.language ?? 'en');
  const [count, setCount] = useState(30);
  const [of, setOf] = useState<Of>();
  const { answer, problem, metMs = 0, isAsking, askAgain } = useUsage(api, { canAsk: isIn, count, of });
  // After a failure, a choice that was there can be taken back.
  const seesAll = (answer ? answer.of : of) !== undefined;
  const download = ({ from, to, days }: NonNullable<typeof answer>) =>
    saveAsFile(
      `usage-${from}-${to}.csv`,
      toCsv(days)
        .map((line) => `${line}\r\n`)
        .join(''),
      'text/csv',
    );
  return (
    <SpeechContext.Provider value={useMemo(() => speech && withUsageWords(speech), [speech])}>
      <main class="usage" aria-busy={isAsking}>
        {gate}
        <Choices
          own={own}
          count={count}
          onCount={setCount}
          of={seesAll ? (of ?? answer?.of) : undefined}
          onOf={setOf}
          onDownload={answer && answer.days.length > 0 ? () => download(answer) : undefined}
        />
        <p class="state" role="status">
          {isAsking ? own.asking : answer?.days.length === 0 && own.nothing}
        </p>
        {problem && <ProblemView problem={problem} metMs={metMs} onRetry={askAgain} onChangeKey={onChangeKey} />}
        {answer && answer.days.length > 0 && <Sums answer={answer} own={own} />}
      </main>
    </SpeechContext.Provider>
  );
}
