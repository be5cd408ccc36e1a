import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../api/problem.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { History } from './history.ts';

/** Why a conversation can't be opened. */
export interface Unopened {
  readonly id: string;
  readonly problem: Problem;
  /** In ms since 1970. */
  readonly metMs: number;
}

/** Opens a conversation that the history only names. */
export function useOpening(
  { open, isHidden }: History,
  { id, isClosed }: Conversation,
  { onOpened, onMissing }: { onOpened: (conversation: Conversation) => void; onMissing: (id: string) => void },
) {
  const [unopened, setUnopened] = useState<Unopened>();
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    if (!isClosed || !open || isHidden) return undefined;
    let isWanted = true;
    setUnopened(undefined);
    void open(id).then((opened) => {
      if (!isWanted) return;
      if (!('kind' in opened)) onOpened(opened);
      else if (opened.kind === 'not-found') onMissing(id);
      else setUnopened({ id, problem: opened, metMs: Date.now() });
    });
    return () => void (isWanted = false);
  }, [open, id, isClosed, isHidden, attempt]);
  return {
    /** Of the conversation that is open in the page. */
    unopened: unopened?.id === id ? unopened : undefined,
    openAgain: () => setAttempt(attempt + 1),
  };
}
