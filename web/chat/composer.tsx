import { useEffect, useRef, useState } from 'preact/hooks';
import type { Model } from '../api/list-models.ts';
import { useWords } from '../language.ts';
import { fill } from '../words.ts';
import type { AttachedFile, Question } from './conversation.ts';
import { acceptedTypes, FileRefused, readFiles } from './read-files.ts';

interface ComposerProps {
  readonly model: Model | undefined;
  /** The most bytes of a request. */
  readonly maxBodyBytes: number;
  readonly isRunning: boolean;
  readonly onSend: (question: Question) => void;
  readonly onStop: () => void;
}

/** Where a question is written. Enter sends it, Shift+Enter is a new line, Escape stops a running answer. */
export function Composer({ model, maxBodyBytes, isRunning, onSend, onStop }: ComposerProps) {
  const words = useWords();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [refusal, setRefusal] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const accepted = acceptedTypes(model?.takes ?? []);
  const canSend = !isRunning && text.trim() !== '';

  const send = () => {
    if (!canSend) return;
    onSend({ role: 'user', text, files });
    setText('');
    setFiles([]);
    setRefusal('');
  };
  const attach = async (chosen: FileList | null | undefined) => {
    try {
      setFiles([...files, ...(await readFiles([...(chosen ?? [])], accepted, maxBodyBytes, files))]);
      setRefusal('');
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      setRefusal(fill(words[error.reason], { name: error.fileName, limit: toMegabytes(maxBodyBytes) }));
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => event.key === 'Escape' && isRunning && onStop()}
    >
      {files.length > 0 && (
        <ul class="files">
          {files.map((file, index) => (
            <li key={index}>
              {file.name}
              <button
                type="button"
                aria-label={fill(words.removeFile, { name: file.name })}
                onClick={() => setFiles(files.filter((each) => each !== file))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      {refusal !== '' && (
        <p class="notice" role="alert">
          {refusal}
        </p>
      )}
      <textarea
        ref={box}
        aria-label={words.question}
        placeholder={words.question}
        rows={1}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While an input method composes, Enter chooses a word; Safari says so only by its old key code.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
        onPaste={(event) => {
          if (event.clipboardData?.files.length) void attach(event.clipboardData.files);
        }}
      />
      <div class="row">
        {accepted.length > 0 && (
          <>
            <button type="button" onClick={() => picker.current?.click()}>
              {words.attach}
            </button>
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              accept={accepted.map(({ extension }) => extension).join()}
              onChange={(event) => {
                const { currentTarget } = event;
                void attach(currentTarget.files).finally(() => (currentTarget.value = ''));
              }}
            />
          </>
        )}
        <span class="space" />
        {isRunning ? (
          <button type="button" class="main" onClick={onStop}>
            {words.stop}
          </button>
        ) : (
          <button class="main" disabled={!canSend}>
            {words.send}
          </button>
        )}
      </div>
    </form>
  );
}

/** What of a request is left for files: base64 takes four bytes for three. */
function toMegabytes(maxBodyBytes: number): string {
  return ((maxBodyBytes * 0.74) / 1_000_000).toFixed(1);
}
