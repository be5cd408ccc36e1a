import { useEffect, useMemo } from 'preact/hooks';
import { openBrowserHistory } from './chat/history/browser-history.ts';
import { Chat } from './chat/chat.tsx';
import { useChat } from './chat/use-chat.ts';
import type { UseAccess } from './common/access.ts';
import { type Speech, SpeechContext, useSpeech } from './words/language.ts';
import { LaterCompare, LaterUsage } from './later-views.ts';
import type { PageConfig } from './page-config.ts';
import { TopBar } from './top-bar.tsx';
import { useModels } from './use-models.ts';
import { useOnline } from './use-online.ts';
import { useView } from './common/use-view.ts';

interface AppProps {
  /** The stage's, with its slash. */
  readonly url: string;
  readonly config: PageConfig;
  readonly firstSpeech: Speech;
  readonly useAccess: UseAccess;
}

/** The whole page: who may ask, the models, and one of its views. */
export function App({ url, config, firstSpeech, useAccess }: AppProps) {
  const [plainSpeech, speak] = useSpeech(url, firstSpeech);
  const { api, isIn, gate, badge, budget, bring, speech, onChangeKey, onRefused, ...access } = useAccess(plainSpeech);
  const { language, words } = speech;
  const isOnline = useOnline();
  const others = config.usage ? (['compare', 'usage'] as const) : (['compare'] as const);
  const view = useView(others);
  const history = useMemo(() => access.history ?? openBrowserHistory(url, api), [url, api, access.history]);
  const { models, problem, askAgain } = useModels(api, isOnline && isIn);
  // Here, so that answers continue while another view is open.
  const chat = useChat({ history, models, openId: view.id });
  const trouble = isOnline ? problem?.kind : 'offline';
  useEffect(() => {
    if (problem?.kind === 'unauthenticated') onRefused();
  }, [problem]);

  const shared = { models, gate, onChangeKey };
  return (
    <SpeechContext.Provider value={speech}>
      <TopBar view={view} others={others} language={language} onLanguage={speak} badge={badge} />
      {trouble && trouble !== 'unauthenticated' && (
        <p class="banner" role="alert">
          {words.problems[trouble]} {isOnline && <button onClick={askAgain}>{words.retry}</button>}
        </p>
      )}
      {view.name === 'compare' && <LaterCompare {...shared} api={api} />}
      {view.name === 'usage' && <LaterUsage {...shared} api={api} isIn={isIn} />}
      {view.name === 'chat' && (
        <Chat
          {...shared}
          chat={chat}
          below={
            <>
              {bring}
              {budget}
            </>
          }
          maxBodyBytes={config.maxBodyBytes}
        />
      )}
    </SpeechContext.Provider>
  );
}
