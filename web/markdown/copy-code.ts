import type { Words } from '../words/words.ts';

/** How long the button shows that it has copied. */
const saidMs = 2_000;

/** Copies the code next to the clicked button to the clipboard. */
export async function copyCode(clicked: EventTarget | null, words: Words): Promise<void> {
  if (!(clicked instanceof HTMLButtonElement) || clicked.dataset['copy'] === undefined) return;
  await navigator.clipboard.writeText(clicked.parentElement?.querySelector('code')?.textContent ?? '');
  clicked.textContent = words.copied;
  setTimeout(() => (clicked.textContent = words.copy), saidMs);
}
