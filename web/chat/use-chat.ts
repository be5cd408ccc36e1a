import { useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import { ask } from '../api/ask.ts';
import {
  begin,
  type Choices,
  type Conversation,
  noChoices,
  noteInLast,
  putQuestion,
  type Question,
  reopen,
  toBody,
} from './conversation.ts';
import { eachFrame } from './each-frame.ts';
import type { History } from './history.ts';

/** How much of a running answer a reload may lose. */
const saveEveryMs = 1_000;

/** The conversations of a person and the one that is open. Answers go on while another one is open. */
export function useChat(api: Api, history: History) {
  const [kept, setKept] = useState<readonly Conversation[]>([]);
  const [opened, setOpened] = useState(() => begin(noChoices));
  const running = useRef(new Map<string, AbortController>());
  const current = kept.find(({ id }) => id === opened.id) ?? opened;

  useEffect(() => {
    void history.list().then((all) => setKept(all.map(reopen)));
  }, [history]);

  const put = (conversation: Conversation) =>
    setKept((all) => [conversation, ...all.filter(({ id }) => id !== conversation.id)].toSorted(latestFirst));

  async function answer(asked: Conversation): Promise<void> {
    const abort = new AbortController();
    running.current.set(asked.id, abort);
    const isWanted = () => running.current.get(asked.id) === abort;
    const screen = eachFrame((latest: Conversation) => isWanted() && put(latest));
    screen.now(asked);
    await history.save(asked);
    const startedMs = performance.now();
    let savedMs = startedMs;
    let latest = asked;
    for await (const events of ask(api, toBody(asked), abort.signal)) {
      const nowMs = performance.now();
      latest = events.reduce((soFar, event) => noteInLast(soFar, event, nowMs - startedMs), latest);
      screen.show(latest);
      if (nowMs - savedMs < saveEveryMs || !isWanted()) continue;
      savedMs = nowMs;
      void history.save(latest);
    }
    screen.now(latest);
    if (!isWanted()) return;
    running.current.delete(asked.id);
    await history.save(latest);
  }

  return {
    kept,
    current,
    isRunning: running.current.has(current.id),
    open: (conversation: Conversation) => setOpened(conversation),
    startNew: () => setOpened(begin(current.choices)),
    choose: (choices: Choices) => {
      const chosen = { ...current, choices };
      if (current.messages.length === 0) return setOpened(chosen);
      put(chosen);
      void history.save(chosen);
    },
    /** Asks in place of message `at` and all that follows. */
    ask: (question: Question, at = current.messages.length) => {
      setOpened(current);
      void answer(putQuestion(current, question, at));
    },
    stop: () => running.current.get(current.id)?.abort(),
    remove: ({ id }: Conversation) => {
      running.current.get(id)?.abort();
      running.current.delete(id);
      setKept((all) => all.filter((each) => each.id !== id));
      if (id === current.id) setOpened(begin(current.choices));
      void history.remove(id);
    },
  };
}

function latestFirst(one: Conversation, other: Conversation): number {
  return other.askedMs - one.askedMs;
}
