import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import { ask } from '../api/ask.ts';
import type { Model } from '../api/list-models.ts';
import { isRunning } from './answer/answer.ts';
import {
  askAgain,
  begin,
  type Choices,
  type Conversation,
  noChoices,
  noteInLast,
  putQuestion,
  type Question,
  reopen,
  toBody,
} from './conversation/conversation.ts';
import { goToChat } from '../common/use-view.ts';
import { eachFrame } from '../common/each-frame.ts';
import type { History } from './history/history.ts';

/** How much of a running answer a reload may lose. */
const saveEveryMs = 1_000;

interface ChatOptions {
  readonly api: Api;
  readonly history: History;
  /** The default model is first. */
  readonly models: readonly Model[];
  /** The conversation in the page's address. */
  readonly openId: string | undefined;
}

/** The conversations of a person and the one that is open. Answers continue while another one is open. */
export function useChat({ api, history, models, openId }: ChatOptions) {
  const [kept, setKept] = useState<readonly Conversation[]>([]);
  // A conversation before its first question: not saved, and not in the address.
  const [fresh, setFresh] = useState(() => begin(noChoices));
  // A private window, or a full disk: the chat continues without saving.
  const [isForgetful, setIsForgetful] = useState(false);
  const drafts = useRef(new Map<string, string>());
  const running = useRef(new Map<string, AbortController>());
  const current = kept.find(({ id }) => id === (openId ?? fresh.id)) ?? fresh;
  const last = current.messages.at(-1);
  const alias = current.choices.model ?? models[0]?.id;
  const model = models.find(({ id }) => id === alias);

  const notKept = () => setIsForgetful(true);
  const save = (conversation: Conversation) => history.save(conversation).catch(notKept);
  const put = (conversation: Conversation) => setKept((all) => replace(all, [conversation]));
  useEffect(() => {
    history.list().then((all) => setKept((already) => replace(all.map(reopen), already)), notKept);
  }, [history]);

  const startNew = () => {
    setFresh(begin(current.choices));
    goToChat();
  };

  async function answer(asked: Conversation): Promise<void> {
    // One answer at a time: nobody should pay for an answer that nobody waits for.
    running.current.get(asked.id)?.abort();
    const abort = new AbortController();
    running.current.set(asked.id, abort);
    const isWanted = () => running.current.get(asked.id) === abort;
    const screen = eachFrame((latest: Conversation) => isWanted() && put(latest));
    screen.now(asked);
    void save(asked);
    const startedMs = performance.now();
    let savedMs = startedMs;
    let latest = asked;
    for await (const events of ask(api, toBody(asked, model), abort.signal)) {
      const nowMs = performance.now();
      latest = events.reduce((soFar, event) => noteInLast(soFar, event, nowMs - startedMs), latest);
      screen.show(latest);
      if (nowMs - savedMs < saveEveryMs || !isWanted()) continue;
      savedMs = nowMs;
      void save(latest);
    }
    screen.now(latest);
    if (!isWanted()) return;
    running.current.delete(asked.id);
    void save(latest);
  }

  return {
    kept,
    current,
    /** The model that answers; undefined when it does not exist any more, or is not known yet. */
    model,
    isForgetful,
    /** Questions that are being written, by conversation. */
    drafts: drafts.current,
    isRunning: last?.role === 'assistant' && isRunning(last),
    startNew,
    choose: (choices: Choices) => {
      const chosen = { ...current, choices };
      if (current === fresh) return setFresh(chosen);
      put(chosen);
      void save(chosen);
    },
    /** Sends a question in place of message `at` and all later ones. */
    ask: (question: Question, at = current.messages.length) => {
      void answer(putQuestion(current, question, at));
      if (current === fresh) goToChat(fresh.id);
    },
    /** Asks the last question once more. */
    retry: () => void answer(askAgain(current)),
    stop: () => running.current.get(current.id)?.abort(),
    remove: ({ id }: Conversation) => {
      running.current.get(id)?.abort();
      running.current.delete(id);
      setKept((all) => all.filter((each) => each.id !== id));
      if (id === current.id) startNew();
      history.remove(id).catch(notKept);
    },
  };
}

/** The latest first. `conversations` replace the older states of the same ones. */
function replace(all: readonly Conversation[], conversations: readonly Conversation[]): readonly Conversation[] {
  const others = all.filter(({ id }) => conversations.every((each) => each.id !== id));
  return [...conversations, ...others].toSorted((one, other) => other.askedMs - one.askedMs);
}
