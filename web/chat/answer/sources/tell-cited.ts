import type { Mark } from '../../../markdown/marking.ts';
import { toBlocks } from '../../../markdown/to-blocks.ts';
import { type Answer, textOf } from '../answer.ts';
import type { Part } from '../parts.ts';
import { markedIn } from './marked-in.ts';
import { linkOf, nameSource } from './name-source.ts';
import { placeMarks } from './place-marks.ts';

/** An answer's text for the clipboard, with the numbers of the sources where they are cited, and the list of these. */
export function tellCited(answer: Answer): string {
  const { parts, sources } = answer;
  const cited = markedIn(parts);
  if (cited.size === 0) return textOf(answer);
  const list = sources.flatMap((source, index) => {
    if (!cited.has(index)) return [];
    const link = linkOf(source);
    return [`[${index + 1}] ${nameSource(source)}${link ? ` – ${link.href}` : ''}`];
  });
  return `${parts.map(tellPart).join('').trimEnd()}\n\n${list.join('\n')}`;
}

function toNumber({ source }: Mark): string {
  return `[${source + 1}]`;
}

function tellPart(part: Part): string {
  if (part.kind !== 'text') return '';
  const blocks = toBlocks(part.text);
  const placed = placeMarks(part.text, blocks, part.marks ?? []);
  return blocks
    .map(({ type, raw }, index) => {
      const marks = placed[index] ?? [];
      const end = raw.trimEnd().length;
      if (type === 'code' && marks.length > 0)
        return `${raw.slice(0, end)}\n\n${marks.map(toNumber).join(' ')}${raw.slice(end)}`;
      return marks.reduceRight(
        (text, mark) => `${text.slice(0, mark.at)} ${toNumber(mark)}${text.slice(mark.at)}`,
        raw,
      );
    })
    .join('');
}
