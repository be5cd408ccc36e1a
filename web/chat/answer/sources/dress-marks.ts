import { fill } from '../../../words/words.ts';
import type { Source } from '../cite.ts';
import { goToSource } from './jump.ts';
import { nameSource } from './name-source.ts';
import type { SourceWords } from './source-words.ts';

/** Makes links of the marks in a block, and tells each one's source to those who do not see it. */
export function dressMarks(block: Element, sources: readonly Source[], words: SourceWords): void {
  for (const span of block.querySelectorAll('span.cite')) span.replaceWith(toLink(span.textContent));
  for (const link of block.querySelectorAll<HTMLAnchorElement>('a.cite')) {
    const n = Number(link.dataset['n']);
    const source = sources[n - 1];
    if (source) link.ariaLabel = fill(words.source, { n, title: nameSource(source) });
    else link.remove();
  }
}

function toLink(text: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'cite';
  link.textContent = text;
  link.dataset['n'] = text.slice(1, -1);
  // The address is the conversation's: the source is on the same page.
  link.href = location.hash || '#chat';
  link.addEventListener('click', goToSource);
  return link;
}
