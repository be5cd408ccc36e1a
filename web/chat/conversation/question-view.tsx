import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../../words/language.ts';
import { ConfirmLoss } from './confirm-loss.tsx';
import type { Question } from './conversation.ts';
import { FileList } from '../composer/file-list.tsx';
import { isEscape, isSend } from '../composer/keys.ts';

interface QuestionViewProps {
  readonly question: Question;
  readonly canEdit: boolean;
  /** How many messages are deleted when it is sent again. */
  readonly laterCount: number;
  readonly onResend: (question: Question) => void;
}

/** A person's question. When it is edited, it is sent again and the later messages are deleted, after the person confirms. */
export function QuestionView({ question, canEdit, laterCount, onResend }: QuestionViewProps) {
  const words = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState<Question>();
  const [isConfirming, setIsConfirming] = useState(false);
  const isEditing = canEdit && draft !== undefined;
  useEffect(() => box.current?.focus(), [isEditing]);
  if (canEdit && draft !== undefined) {
    const canResend = draft.text.trim() !== '';
    const resend = () => {
      setIsConfirming(false);
      setDraft(undefined);
      onResend(draft);
    };
    const submit = (event: Event) => {
      event.preventDefault();
      if (!canResend) return;
      if (laterCount > 0) setIsConfirming(true);
      else resend();
    };
    return (
      <>
        <form class="question" onSubmit={submit} onKeyDown={(event) => isEscape(event) && setDraft(undefined)}>
          <FileList
            files={draft.files}
            onRemove={(file) => setDraft({ ...draft, files: draft.files.filter((each) => each !== file) })}
          />
          <textarea
            aria-label={words.edit}
            dir="auto"
            rows={3}
            value={draft.text}
            ref={box}
            onInput={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
            onKeyDown={(event) => isSend(event) && submit(event)}
          />
          <div class="row">
            <button class="main" disabled={!canResend}>
              {words.resend}
            </button>
            <button type="button" onClick={() => setDraft(undefined)}>
              {words.cancel}
            </button>
          </div>
        </form>
        {isConfirming && <ConfirmLoss count={laterCount} onConfirm={resend} onDecline={() => setIsConfirming(false)} />}
      </>
    );
  }
  return (
    <article class="question" aria-label={words.you}>
      {question.files.map(({ name, data }, index) =>
        data.startsWith('data:image/') ? (
          <img key={index} src={data} alt={name} />
        ) : (
          <p key={index} class="file">
            {name}
          </p>
        ),
      )}
      {question.keptFiles?.map((name, index) => (
        <p key={index} class="file">
          {name}
        </p>
      ))}
      <p dir="auto">{question.text}</p>
      {question.keptFiles && <p class="quiet">{words.kept?.files}</p>}
      {canEdit && !question.keptFiles && <button onClick={() => setDraft(question)}>{words.edit}</button>}
    </article>
  );
}
