import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../language.ts';
import type { Question } from './conversation.ts';
import { FileList } from './file-list.tsx';
import { isEscape, isSend } from './keys.ts';

interface QuestionViewProps {
  readonly question: Question;
  readonly canEdit: boolean;
  readonly onResend: (question: Question) => void;
}

/** What a person asked; edited, it is asked anew and what followed is gone. */
export function QuestionView({ question, canEdit, onResend }: QuestionViewProps) {
  const words = useWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState<Question>();
  const isEditing = canEdit && draft !== undefined;
  useEffect(() => box.current?.focus(), [isEditing]);
  if (canEdit && draft !== undefined) {
    const canResend = draft.text.trim() !== '';
    const resend = () => {
      if (!canResend) return;
      setDraft(undefined);
      onResend(draft);
    };
    return (
      <form
        class="question"
        onSubmit={(event) => {
          event.preventDefault();
          resend();
        }}
        onKeyDown={(event) => isEscape(event) && setDraft(undefined)}
      >
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
          onKeyDown={(event) => {
            if (!isSend(event)) return;
            event.preventDefault();
            resend();
          }}
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
      <p dir="auto">{question.text}</p>
      {canEdit && <button onClick={() => setDraft(question)}>{words.edit}</button>}
    </article>
  );
}
