import { useWords } from '../../words/language.ts';
import { AnswerView } from '../answer/answer-view.tsx';
import { ProblemView } from '../answer/problem-view.tsx';
import type { Unopened } from '../history/use-opening.ts';
import { type Conversation, countLater, type Question } from './conversation.ts';
import { QuestionView } from './question-view.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

interface MessageListProps {
  readonly conversation: Conversation;
  readonly isRunning: boolean;
  /** Why it could not be opened. */
  readonly unopened: Unopened | undefined;
  /** Opens it again. */
  readonly onOpen: () => void;
  /** Sends a question in place of message `at` and all later ones. */
  readonly onAsk: (question: Question, at: number) => void;
  /** Asks the last question once more. */
  readonly onRetry: () => void;
  readonly onChangeKey: () => void;
}

export function MessageList(props: MessageListProps) {
  const { conversation, isRunning, unopened, onOpen, onAsk, onRetry, onChangeKey } = props;
  const words = useWords();
  const { messages, askedMs, isClosed } = conversation;
  const asked = messages.at(-2);
  // Files that only the server has can't be sent again.
  const canRetry = asked?.role === 'user' && !asked.keptFiles;
  const { list, isAtEnd, toEnd, onScroll } = useStickToEnd(messages, askedMs);
  return (
    <div class="messages" ref={list} onScroll={onScroll} tabIndex={0} role="region" aria-label={words.chat}>
      {isClosed && !unopened && <p class="waiting">…</p>}
      {unopened && <ProblemView {...unopened} onRetry={onOpen} onChangeKey={onChangeKey} />}
      {messages.length === 0 && !isClosed && (
        <div class="empty">
          <h2>{words.emptyTitle}</h2>
          <p>{words.emptyHint}</p>
        </div>
      )}
      {messages.map((message, at) =>
        message.role === 'user' ? (
          <QuestionView
            key={at}
            question={message}
            canEdit={!isRunning}
            laterCount={countLater(conversation, at)}
            onResend={(question) => onAsk(question, at)}
          />
        ) : (
          <AnswerView
            key={at}
            answer={message}
            askedMs={askedMs}
            onRetry={at === messages.length - 1 && canRetry ? onRetry : undefined}
            onChangeKey={onChangeKey}
            onAsk={
              at === messages.length - 1
                ? (text) => onAsk({ role: 'user', text, files: [] }, messages.length)
                : undefined
            }
          />
        ),
      )}
      {!isAtEnd && (
        <button class="to-end" onClick={toEnd}>
          {words.toEnd}
        </button>
      )}
    </div>
  );
}
