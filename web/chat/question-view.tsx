import { useState } from 'preact/hooks';
import { useWords } from '../language.ts';
import type { Question } from './conversation.ts';

interface QuestionViewProps {
  readonly question: Question;
  readonly canEdit: boolean;
  readonly onResend: (question: Question) => void;
}

/** What a person asked; edited, it is asked anew and what followed is gone. */
export function QuestionView({ question, canEdit, onResend }: QuestionViewProps) {
  const words = useWords();
  const [draft, setDraft] = useState<string>();
  if (draft !== undefined) {
    return (
      <form
        class="question"
        onSubmit={(event) => {
          event.preventDefault();
          setDraft(undefined);
          onResend({ ...question, text: draft });
        }}
      >
        <textarea
          aria-label={words.edit}
          rows={3}
          value={draft}
          ref={(area) => area?.focus()}
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
        <div class="row">
          <button class="main" disabled={draft.trim() === ''}>
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
      <p>{question.text}</p>
      {canEdit && <button onClick={() => setDraft(question.text)}>{words.edit}</button>}
    </article>
  );
}
