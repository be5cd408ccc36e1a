import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../words/language.ts';

interface KeyFormProps {
  readonly onKey: (key: string) => void;
  /** Present while the old key may be kept. */
  readonly onCancel: (() => void) | undefined;
  /** What is wrong with the last key. */
  readonly refusal: string | undefined;
}

/** Asks for the API key. */
export function KeyForm({ onKey, onCancel, refusal }: KeyFormProps) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      class="key-form"
      onSubmit={(event) => {
        event.preventDefault();
        const key = new FormData(event.currentTarget).get('key');
        if (typeof key === 'string' && key.trim() !== '') onKey(key.trim());
      }}
    >
      <label>
        {words.keyTitle}
        <input
          ref={input}
          name="key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          pattern="[!-~]+"
          required
          aria-describedby="key-hint"
        />
      </label>
      <button class="main">{words.useKey}</button>
      {onCancel && (
        <button type="button" onClick={onCancel}>
          {words.cancel}
        </button>
      )}
      <small id="key-hint">{words.keyHint}</small>
      {refusal !== undefined && (
        <p class="notice" role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
}
