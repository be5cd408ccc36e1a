import { useEffect, useRef, useState } from 'preact/hooks';
import type { Model } from '../../api/list-models.ts';
import { useWords } from '../../words/language.ts';
import { AttachButton, AttachedFiles, useAttachments } from './attachments.tsx';
import { isEscape, isSend } from './keys.ts';
import type { Question } from '../conversation/conversation.ts';

interface ComposerProps {
  /** Unsent text by conversation id, kept when the conversation is left. */
  readonly drafts: Map<string, string>;
  readonly id: string;
  readonly model: Model | undefined;
  /** How many bytes of files a question may have. */
  readonly roomBytes: number;
  readonly canAsk: boolean;
  readonly isRunning: boolean;
  readonly onSend: (question: Question) => void;
  readonly onStop: () => void;
}

/** The box for writing a question. Enter sends it, Shift+Enter is a new line, Escape stops a running answer. */
export function Composer({ drafts, id, model, roomBytes, canAsk, isRunning, onSend, onStop }: ComposerProps) {
  const words = useWords();
  const [text, setText] = useState(drafts.get(id) ?? '');
  const attachments = useAttachments(model?.takes ?? [], roomBytes);
  const box = useRef<HTMLTextAreaElement>(null);
  const canSend = canAsk && !isRunning && text.trim() !== '' && attachments.refused.length === 0;
  const write = (written: string) => {
    drafts.set(id, written);
    setText(written);
  };
  useEffect(() => {
    // Until the person is in, the focus belongs to the form that lets them in.
    if (canAsk) box.current?.focus();
  }, [canAsk]);
  useEffect(() => {
    // The button that had the focus is gone.
    if (document.activeElement === document.body) box.current?.focus();
  }, [isRunning]);

  useEffect(() => {
    if (!isRunning) return undefined;
    const stop = (event: KeyboardEvent) => isEscape(event) && onStop();
    addEventListener('keydown', stop);
    return () => removeEventListener('keydown', stop);
  }, [isRunning]);

  const attachFrom = (data: DataTransfer | null) => {
    if (data?.files.length) void attachments.attach(data.files);
  };
  useEffect(() => {
    // Anywhere on the page: a person who misses the box still means it.
    const take = (event: DragEvent) => attachFrom(event.dataTransfer);
    addEventListener('drop', take);
    return () => removeEventListener('drop', take);
  });

  const send = () => {
    if (!canSend) return;
    onSend({ role: 'user', text, files: attachments.files });
    write('');
    attachments.clear();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <AttachedFiles {...attachments} />
      <textarea
        ref={box}
        aria-label={words.question}
        placeholder={words.question}
        rows={1}
        dir="auto"
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          send();
        }}
        onPaste={(event) => attachFrom(event.clipboardData)}
      />
      <div class="row">
        <AttachButton {...attachments} />
        <span class="space" />
        {isRunning ? (
          // A node of its own: reused, the button that was clicked would submit.
          <button key="stop" type="button" class="main" onClick={onStop}>
            {words.stop}
          </button>
        ) : (
          <button key="send" class="main" disabled={!canSend}>
            {words.send}
          </button>
        )}
      </div>
    </form>
  );
}
