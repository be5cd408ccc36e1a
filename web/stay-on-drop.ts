/** What is dropped never opens in the page's place: all that is being written would be gone. */
export function stayOnDrop(): void {
  addEventListener('dragover', stay);
  addEventListener('drop', stay);
}

function stay(event: DragEvent): void {
  const isFile = event.dataTransfer?.types.includes('Files') === true;
  // A text may be moved into a box, as everywhere.
  const isBox = event.target instanceof Element && event.target.matches('textarea:enabled, [type=password]');
  if (isFile || !isBox) event.preventDefault();
}
