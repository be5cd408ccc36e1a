import { useId } from 'preact/hooks';
import { useWords } from './language.ts';

/** Asks for the API key. */
export function KeyForm({ onKey }: { readonly onKey: (key: string) => void }) {
  const words = useWords();
  const hint = useId();
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
        <input name="key" type="password" autocomplete="off" spellcheck={false} required aria-describedby={hint} />
      </label>
      <button class="main">{words.useKey}</button>
      <small id={hint}>{words.keyHint}</small>
    </form>
  );
}
