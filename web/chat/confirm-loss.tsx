import { useEffect, useId, useRef } from 'preact/hooks';
import { useWords } from '../language.ts';
import { fill } from '../words.ts';

interface ConfirmLossProps {
  /** How many messages would go. */
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onDecline: () => void;
}

/** Asks before later messages go. The focus is on the way that loses nothing. */
export function ConfirmLoss({ count, onConfirm, onDecline }: ConfirmLossProps) {
  const words = useWords();
  const text = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={text} onClose={onDecline}>
      <p id={text}>{fill(words.confirmResend, { count })}</p>
      <div class="row">
        <button class="main" onClick={onConfirm}>
          {words.resend}
        </button>
        {/* Closed, not taken away: so the focus goes back to the question. */}
        <button autofocus onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
      </div>
    </dialog>
  );
}
