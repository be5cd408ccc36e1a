/** A dropped file or link never replaces the page: all unsent text would be lost. */
export function stayOnDrop(): void {
  addEventListener('dragover', stay);
  addEventListener('drop', stay);
}

function stay(event: DragEvent): void {
  const isFile = event.dataTransfer?.types.includes('Files') === true;
  // Text may be dragged into a text box, as usual.
  const isBox = event.target instanceof Element && event.target.matches('textarea:enabled, [type=password]');
  if (isFile || !isBox) event.preventDefault();
}
