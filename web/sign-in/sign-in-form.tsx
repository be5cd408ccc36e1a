import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { fill } from '../words/words.ts';
import type { toSignInWords } from './sign-in-words.ts';
import type { Refusal } from './session.ts';

interface SignInFormProps {
  readonly own: ReturnType<typeof toSignInWords>;
  /** The sign-in page's. */
  readonly host: string;
  readonly refusal: Refusal | undefined;
  readonly onSignIn: () => void;
  /** Present while the person is still signed in. */
  readonly onCancel: (() => void) | undefined;
}

/** Leads to the sign-in page, and says what came of the last visit there. */
export function SignInForm({ own, host, refusal, onSignIn, onCancel }: SignInFormProps) {
  const words = useWords();
  const button = useRef<HTMLButtonElement>(null);
  // Where a person starts. But whoever is writing a question goes on.
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus();
  }, []);
  return (
    <div class="key-form">
      <button ref={button} class="main" onClick={onSignIn}>
        {own.signIn}
      </button>
      {onCancel && <button onClick={onCancel}>{words.cancel}</button>}
      <small>{fill(own.hint, { host })}</small>
      {refusal && (
        <p class="notice" role="alert">
          {fill(own.refusals[refusal.kind], { host, reason: 'reason' in refusal ? refusal.reason : '' })}
        </p>
      )}
    </div>
  );
}
