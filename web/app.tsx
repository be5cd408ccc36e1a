import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Api } from './api/api.ts';
import { openBrowserHistory } from './chat/browser-history.ts';
import { Chat } from './chat/chat.tsx';
import { useChat } from './chat/use-chat.ts';
import type { Compare as CompareView } from './compare/compare.tsx';
import { type Speech, useSpeech, WordsContext } from './language.ts';
import type { PageConfig } from './page-config.ts';
import { TopBar } from './top-bar.tsx';
import { useKey } from './use-key.ts';
import { useModels } from './use-models.ts';
import { useOnline } from './use-online.ts';
import { useView } from './use-view.ts';

interface AppProps {
  /** The stage's, with its slash. */
  readonly url: string;
  readonly config: PageConfig;
  readonly firstSpeech: Speech;
}

/** The whole page: who may ask, what there is to ask, and one of two views. */
export function App({ url, config, firstSpeech }: AppProps) {
  const [{ language, words }, speak] = useSpeech(url, firstSpeech);
  const [key, setKey] = useKey();
  const isOnline = useOnline();
  const view = useView();
  const Compare = useCompare(view === 'compare');
  const history = useMemo(openBrowserHistory, []);
  const wantsKey = config.access === 'key' && key === undefined;
  const api: Api = { url, ...(key !== undefined && { key }) };
  const { models, problem } = useModels(api, isOnline && !wantsKey);
  // Here, so that answers go on while the other view is open.
  const chat = useChat(api, history);
  const forgetKey = () => setKey(undefined);
  useEffect(() => {
    if (problem?.kind === 'unauthenticated') forgetKey();
  }, [problem]);

  const onKey = wantsKey ? setKey : undefined;
  const warnings = [!isOnline && words.offline, problem && words.problems[problem.kind]];
  return (
    <WordsContext.Provider value={words}>
      <TopBar
        view={view}
        language={language}
        onLanguage={speak}
        onChangeKey={key === undefined ? undefined : forgetKey}
      />
      {warnings.filter(Boolean).map((warning, index) => (
        <p key={index} class="banner" role="alert">
          {warning}
        </p>
      ))}
      {view === 'compare' ? (
        Compare && <Compare api={api} models={models} onKey={onKey} />
      ) : (
        <Chat chat={chat} models={models} maxBodyBytes={config.maxBodyBytes} onKey={onKey} onChangeKey={forgetKey} />
      )}
    </WordsContext.Provider>
  );
}

/** Loaded when it is first looked at. */
function useCompare(isWanted: boolean): typeof CompareView | undefined {
  const [component, setComponent] = useState<typeof CompareView>();
  useEffect(() => {
    if (isWanted) void import('./compare/compare.tsx').then(({ Compare }) => setComponent(() => Compare));
  }, [isWanted]);
  return component;
}
