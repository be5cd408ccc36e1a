import { showControls } from './controls.ts';
import { tellTarget } from './tell-target.ts';

/** Shows what links and code really are: control characters become visible, and a link whose label looks like another address shows its target. */
export function reveal(block: Element): void {
  for (const link of block.querySelectorAll('a')) {
    const target = tellTarget(link.textContent, link);
    if (target !== undefined) link.append(toElement('bdi', ` (${target})`));
  }
  for (const place of block.querySelectorAll('a, code, .code > span')) markControls(place);
}

function markControls(place: Node): void {
  // A copy: the list itself changes.
  for (const node of Array.from(place.childNodes)) {
    if (node instanceof Text) {
      // One by one: the number of arguments of a call is limited.
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
