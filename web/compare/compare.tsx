import type { ComponentChild } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import type { ChatBody } from '../api/chat-body.ts';
import type { Model } from '../api/list-models.ts';
import { eachFrame } from '../common/each-frame.ts';
import { ModelPicker } from '../common/model-picker.tsx';
import { useWords } from '../words/language.ts';
import styles from './compare.css' with { type: 'text' };
import { judge } from './judge.ts';
import { Pane } from './pane.tsx';
import { nothingYet, type Run, runBuffered, runStreamed } from './run.ts';
import { useCompareWords } from './use-compare-words.ts';

// Nothing imports it from here. But esbuild puts code that two entries share into one file, and one file compresses 0.6 kB better than two.
export { start } from '../start.tsx';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

interface CompareProps {
  readonly api: Api;
  readonly models: readonly Model[];
  readonly gate: ComponentChild;
  readonly onChangeKey: () => void;
}

/** One question sent both ways at the same moment: shows what streaming is, and whether this deployment streams. */
export function View({ api, models, gate, onChangeKey }: CompareProps) {
  const words = useWords();
  const own = useCompareWords();
  const [streamed, setStreamed] = useState<Run>(nothingYet);
  const [buffered, setBuffered] = useState<Run>(nothingYet);
  const [prompt, setPrompt] = useState('');
  const [alias, setAlias] = useState<string>();
  const [isRunning, setIsRunning] = useState(false);
  const abort = useRef<AbortController>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const lastMs = [streamed, buffered].map(({ answer, arrivalsMs }) => answer.totalMs ?? arrivalsMs.at(-1) ?? 0);
  const widthMs = Math.max(...lastMs, 1);

  async function run(body: ChatBody): Promise<void> {
    const { signal } = (abort.current = new AbortController());
    setIsRunning(true);
    await Promise.all([
      show(runStreamed(api, body, signal), setStreamed),
      show(runBuffered(api, body, signal), setBuffered),
    ]);
    setIsRunning(false);
  }

  return (
    <main class="compare">
      <p>{own.hint}</p>
      {gate}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const content = [{ type: 'text', text: prompt }] as const;
          void run({ messages: [{ role: 'user', content }], ...(alias !== undefined && { model: alias }) });
        }}
      >
        <textarea
          aria-label={own.prompt}
          placeholder={own.prompt}
          rows={2}
          required
          value={prompt}
          onInput={(event) => setPrompt(event.currentTarget.value)}
        />
        <ModelPicker models={models} chosen={alias} onChoose={setAlias} />
        {isRunning ? (
          // A node of its own: reused, the button that was clicked would submit.
          <button key="stop" type="button" class="main" onClick={() => abort.current?.abort()}>
            {words.stop}
          </button>
        ) : (
          <button key="run" class="main" disabled={Boolean(gate)}>
            {own.run}
          </button>
        )}
      </form>
      <div class="panes">
        <Pane title={own.streamed} run={streamed} isRunning={isRunning} widthMs={widthMs} onChangeKey={onChangeKey} />
        <Pane title={own.buffered} run={buffered} isRunning={isRunning} widthMs={widthMs} onChangeKey={onChangeKey} />
      </div>
      <p class="verdict" role="status">
        {streamed.answer.state === 'done' && own.verdicts[judge(streamed)]}
      </p>
    </main>
  );
}

async function show(runs: AsyncIterable<Run>, paint: (run: Run) => void): Promise<void> {
  const screen = eachFrame(paint);
  let latest = nothingYet;
  screen.now(latest);
  for await (latest of runs) screen.show(latest);
  screen.now(latest);
}
