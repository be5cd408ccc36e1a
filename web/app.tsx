import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Api } from './api/api.ts';
import { openBrowserHistory } from './chat/history/browser-history.ts';
import { Chat } from './chat/chat.tsx';
import { useChat } from './chat/use-chat.ts';
import { LaterCompare } from './compare/later-compare.tsx';
import type { KeyWish } from './common/key-form.tsx';
import { type Speech, SpeechContext, useSpeech } from './words/language.ts';
import type { PageConfig } from './page-config.ts';
import { TopBar } from './top-bar.tsx';
import { useKey } from './use-key.ts';
import { useModels } from './use-models.ts';
import { useOnline } from './use-online.ts';
import { useView } from './common/use-view.ts';

interface AppProps {
  /** The stage's, with its slash. */
  readonly url: string;
  readonly config: PageConfig;
  readonly firstSpeech: Speech;
}

/** The whole page: the key, the models, and one of two views. */
export function App({ url, config, firstSpeech }: AppProps) {
  const [speech, speak] = useSpeech(url, firstSpeech);
  const { language, words } = speech;
  const [key, setKey] = useKey(url);
  const [isChangingKey, setIsChangingKey] = useState(false);
  const isOnline = useOnline();
  const view = useView();
  const history = useMemo(() => openBrowserHistory(url), [url]);
  const needsKey = config.access === 'key' && key === undefined;
  const api: Api = { url, ...(key !== undefined && { key }) };
  const { models, problem, askAgain } = useModels(api, isOnline && !needsKey);
  // Here, so that answers continue while the other view is open.
  const chat = useChat({ api, history, models, openId: view.id });
  const isKeyRefused = problem?.kind === 'unauthenticated';
  useEffect(() => {
    if (isKeyRefused) setKey(undefined);
  }, [isKeyRefused]);

  const changeKey = () => setIsChangingKey(true);
  const keyWish: KeyWish | undefined =
    needsKey || isChangingKey
      ? {
          onKey(given) {
            setKey(given);
            setIsChangingKey(false);
          },
          onCancel: needsKey ? undefined : () => setIsChangingKey(false),
          refusal: isKeyRefused ? words.problems.unauthenticated : undefined,
        }
      : undefined;
  return (
    <SpeechContext.Provider value={speech}>
      <TopBar
        view={view}
        language={language}
        onLanguage={speak}
        onChangeKey={key === undefined ? undefined : changeKey}
      />
      {!isOnline && (
        <p class="banner" role="alert">
          {words.offline}
        </p>
      )}
      {isOnline && problem && !isKeyRefused && (
        <p class="banner" role="alert">
          {words.problems[problem.kind]} <button onClick={askAgain}>{words.retry}</button>
        </p>
      )}
      {view.name === 'compare' ? (
        <LaterCompare api={api} models={models} keyWish={keyWish} onChangeKey={changeKey} />
      ) : (
        <Chat
          chat={chat}
          models={models}
          maxBodyBytes={config.maxBodyBytes}
          keyWish={keyWish}
          onChangeKey={changeKey}
        />
      )}
    </SpeechContext.Provider>
  );
}
