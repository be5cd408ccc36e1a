/** The mark that a person came from: a source can be cited many times. */
let lastMark: HTMLElement | undefined;

/** From a mark to its source, which may be folded. */
export function goToSource(event: MouseEvent): void {
  const mark = event.currentTarget;
  if (!(mark instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const source = mark.closest('.answer')?.querySelector<HTMLElement>(`.sources li[data-n="${mark.dataset['n']}"]`);
  if (!source) return;
  lastMark = mark;
  const folded = source.closest('details');
  if (folded) folded.open = true;
  source.focus();
  source.scrollIntoView({ block: 'nearest' });
}

/** From a source back to the mark that led there, otherwise to its first one. */
export function goToMark(event: MouseEvent): void {
  const button = event.currentTarget;
  if (!(button instanceof HTMLElement)) return;
  const answer = button.closest('.answer');
  const n = button.closest('li')?.dataset['n'];
  const isFrom = lastMark?.dataset['n'] === n && answer?.contains(lastMark ?? null);
  const mark = isFrom ? lastMark : answer?.querySelector<HTMLElement>(`a.cite[data-n="${n}"]`);
  mark?.focus();
  mark?.scrollIntoView({ block: 'nearest' });
}
