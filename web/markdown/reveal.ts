import { showControls } from './controls.ts';
import { tellTarget } from './tell-target.ts';

/** Makes links and code read as what they are: controls are shown, and where a link leads that reads like another. */
export function reveal(block: Element): void {
  for (const link of block.querySelectorAll('a')) {
    const target = tellTarget(link.textContent, link);
    if (target !== undefined) link.append(toElement('bdi', ` (${target})`));
  }
  for (const place of block.querySelectorAll('a, code, .code > span')) markControls(place);
}

function markControls(place: Node): void {
  // Not the list itself: it changes.
  for (const node of Array.from(place.childNodes)) {
    if (node instanceof Text) {
      // One by one: a call takes only so many arguments.
      for (const piece of showControls(node.data, (name) => toElement('mark', name))) node.before(piece);
      node.remove();
    } else markControls(node);
  }
}

function toElement(name: string, text: string): Element {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
