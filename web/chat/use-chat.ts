import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Model } from '../api/list-models.ts';
import { isRunning } from './answer/answer.ts';
import {
  askAgain,
  begin,
  close,
  type Choices,
  type Conversation,
  noChoices,
  noteInLast,
  putQuestion,
  type Question,
  runningTurn,
} from './conversation/conversation.ts';
import { goToChat } from '../common/use-view.ts';
import { eachFrame } from '../common/each-frame.ts';
import type { History } from './history/history.ts';
import { saveAsFile } from '../common/save-as-file.ts';
import { useOpening } from './history/use-opening.ts';

/** How much of a running answer a reload may lose. */
const saveEveryMs = 1_000;

interface ChatOptions {
  readonly history: History;
  /** The default model is first. */
  readonly models: readonly Model[];
  /** The conversation in the page's address. */
  readonly openId: string | undefined;
}

/** The conversations of a person and the one that is open. Answers continue while another one is open. */
export function useChat({ history, models, openId }: ChatOptions) {
  const [kept, setKept] = useState<readonly Conversation[]>([]);
  // Where the list goes on.
  const [next, setNext] = useState<string>();
  // A conversation before its first question: not saved, and not in the address.
  const [fresh, setFresh] = useState(() => begin(noChoices));
  // In the address, and not in the history.
  const [missingId, setMissingId] = useState<string>();
  // A private window, or a full disk: the chat continues without saving.
  const [isForgetful, setIsForgetful] = useState(false);
  const drafts = useRef(new Map<string, string>());
  const running = useRef(new Map<string, AbortController>());
  const latest = useRef(history);
  latest.current = history;
  const known = kept.find(({ id }) => id === (openId ?? fresh.id));
  const isNamed = openId !== undefined && openId !== missingId && history.open !== undefined && !history.isHidden;
  const unnamed = useMemo(() => (isNamed ? close(openId) : fresh), [isNamed, openId, fresh]);
  const current = known ?? unnamed;
  const last = current.messages.at(-1);
  const alias = current.choices.model ?? models[0]?.id;
  const model = models.find(({ id }) => id === alias);

  const notKept = () => setIsForgetful(true);
  const save = (conversation: Conversation) => history.save(conversation).catch(notKept);
  const put = (conversation: Conversation) => setKept((all) => replace(all, [conversation]));
  const list = async (from?: string) => {
    try {
      const page = await history.list(from);
      if (latest.current !== history) return;
      setKept((already) => replace(page.conversations, already));
      setNext(page.next);
      setIsForgetful(false);
    } catch {
      if (latest.current === history) notKept();
    }
  };
  const hide = () => {
    running.current.clear();
    drafts.current.clear();
    setKept([]);
    setNext(undefined);
    setFresh(begin(noChoices));
  };
  useEffect(() => {
    if (history.isHidden) hide();
    else void list();
  }, [history]);
  const { unopened, openAgain } = useOpening(history, current, {
    onOpened: (opened) => {
      const { title } = current;
      const whole = title === undefined ? opened : { ...opened, title };
      put(whole);
      if (runningTurn(whole)) void answer(whole);
    },
    onMissing: (id) => {
      setMissingId(id);
      setKept((all) => all.filter((each) => each.id !== id));
    },
  });

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
    const screen = eachFrame((shown: Conversation) => isWanted() && put(shown));
    screen.now(asked);
    void save(asked);
    const beganMs = performance.now();
    // Of an answer that began before this page looked, no time is known.
    const startedMs = runningTurn(asked) ? undefined : beganMs;
    let savedMs = beganMs;
    let soFar = asked;
    for await (const events of history.answer(asked, model, abort.signal)) {
      const nowMs = performance.now();
      const elapsedMs = startedMs === undefined ? undefined : nowMs - startedMs;
      soFar = events.reduce((before, event) => noteInLast(before, event, elapsedMs), soFar);
      screen.show(soFar);
      if (nowMs - savedMs < saveEveryMs || !isWanted()) continue;
      savedMs = nowMs;
      void save(soFar);
    }
    screen.now(soFar);
    if (!isWanted()) return;
    running.current.delete(asked.id);
    void save(soFar);
  }

  return {
    kept,
    current,
    /** The model that answers; undefined when it does not exist any more, or is not known yet. */
    model,
    isForgetful,
    /** Why the conversation that is open has no messages here. */
    unopened,
    openAgain,
    /** Lists more; undefined when all are listed. */
    listOlder: next === undefined ? undefined : () => void list(next),
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
    exportAll: async () => {
      try {
        const all = history.all ? await history.all() : kept;
        saveAsFile('rivulet-conversations.json', JSON.stringify(all, null, 2));
      } catch {
        notKept();
      }
    },
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
