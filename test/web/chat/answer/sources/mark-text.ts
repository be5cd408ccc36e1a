import { placeMarks } from '../../../../../web/chat/answer/sources/place-marks.ts';
import { toMarkedHtml } from '../../../../../web/chat/answer/sources/to-marked-html.ts';
import { toBlocks, toHtml } from '../../../../../web/markdown/to-blocks.ts';

/** A text's HTML, with marks where the text has `‸`: the first is the first source’s, and so on. A mark is shown as its number alone. */
export function markText(text: string): string {
  const [first = '', ...others] = text.split('‸');
  let source = first;
  const marks = others.map((piece, index) => {
    const at = source.length;
    source += piece;
    return { at, source: index };
  });
  return markAt(source, marks);
}

export function markAt(text: string, marks: Parameters<typeof placeMarks>[2]): string {
  const blocks = toBlocks(text);
  const placed = placeMarks(text, blocks, marks);
  return blocks
    .map((block, index) => {
      const here = placed[index] ?? [];
      return here.length === 0 ? toHtml(block) : toMarkedHtml(block, here, blocks.links);
    })
    .join('')
    .replaceAll(/<span class="cite">(\[\d+\])<\/span>/g, '$1');
}
