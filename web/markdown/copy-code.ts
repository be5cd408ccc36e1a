import type { Words } from '../words/words.ts';

/** How long the button says that it has copied. */
const saidMs = 2_000;

/** Puts the code beside a clicked copy button into the clipboard. */
export async function copyCode(clicked: EventTarget | null, words: Words): Promise<void> {
  if (!(clicked instanceof HTMLButtonElement) || clicked.dataset['copy'] === undefined) return;
  await navigator.clipboard.writeText(clicked.parentElement?.querySelector('code')?.textContent ?? '');
  clicked.textContent = words.copied;
  setTimeout(() => (clicked.textContent = words.copy), saidMs);
}
