import { useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';

interface ConfirmLossProps {
  /** How many messages would be deleted. */
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onDecline: () => void;
}

/** Asks before later messages are deleted. The focus is on the button that deletes nothing; after a no it returns to the question. */
export function ConfirmLoss({ count, onConfirm, onDecline }: ConfirmLossProps) {
  const words = useWords();
  return (
    <dialog ref={open} aria-labelledby="loss" onClose={onDecline}>
      <p id="loss">{fill(words.confirmResend, { count })}</p>
      <form method="dialog" class="row">
        <button class="main" onClick={onConfirm}>
          {words.resend}
        </button>
        <button autofocus>{words.cancel}</button>
      </form>
    </dialog>
  );
}

function open(dialog: HTMLDialogElement | null): void {
  dialog?.showModal();
}
