import type { Token, TokensList } from 'marked';
import type { Mark } from '../../../markdown/marking.ts';
import { toBlocks, toHtml } from '../../../markdown/to-blocks.ts';

/** A source stands in Markdown as one character of the last private plane: to Markdown it is a letter. */
const firstSign = 0x100000;
const signs = /[\u{100000}-\u{10FFFF}]/gu;
/** So often it is tried which marks of a block fit; each time takes as long as the block is. */
const mostTries = 40;

/** What begins where a mark can't be, and how it ends: links, code and formulas. */
const closings = new Map([
  ['<a ', '</a>'],
  ['<code>', '</code>'],
  ['<div class="code">', '</div>'],
  ['<span class="maths">', '</span>'],
  ['<p class="maths">', '</p>'],
]);
const spans = /<span class="cite">\[\d+\]<\/span>/g;

/**
 * A block's HTML with its marks. Nothing else of it changes: marks that Markdown would read as a part of something are behind the block.
 *
 * What is a mark is decided here, while a character that a model writes as an entity is still an entity: it can't make any.
 */
export function toMarkedHtml(block: Token, marks: readonly Mark[], links: TokensList['links']): string {
  const plain = toHtml(block).replaceAll(signs, '');
  const attempt = (some: readonly Mark[]) => {
    const marked = toBlocks(insert(block.raw, some), links).map(toHtml).join('');
    const html = toSpans(marked);
    return html.match(spans)?.length === some.length && html.replaceAll(spans, '').trim() === plain.trim()
      ? html
      : undefined;
  };
  if (block.type === 'code') return behind(plain, marks);
  const whole = attempt(marks);
  if (whole !== undefined) return whole;
  let tries = mostTries;
  const fit = (some: readonly Mark[]): readonly Mark[] => {
    if (some.length === 0 || tries === 0) return [];
    tries -= 1;
    if (attempt(some) !== undefined) return some;
    if (some.length === 1) return [];
    const half = Math.ceil(some.length / 2);
    return [...fit(some.slice(0, half)), ...fit(some.slice(half))];
  };
  const fitting = fit(marks);
  const html = attempt(fitting);
  if (html === undefined) return behind(plain, marks);
  return behind(
    html,
    marks.filter((mark) => !fitting.includes(mark)),
  );
}

/** A model's own signs are left out. */
function insert(raw: string, marks: readonly Mark[]): string {
  const ends = [...marks.map(({ at }) => at), raw.length];
  return ends
    .map((end, index) => {
      const before = marks[index - 1];
      const sign = before ? String.fromCodePoint(firstSign + before.source) : '';
      return sign + raw.slice(before?.at ?? 0, end).replaceAll(signs, '');
    })
    .join('');
}

/** Inside of what can't have marks they wait for its end. */
function toSpans(html: string): string {
  let closing: string | undefined;
  let waiting = '';
  return html
    .split(/(<[^>]*>)/)
    .map((piece, index) => {
      if (index % 2 === 0) {
        if (closing === undefined) return piece.replaceAll(signs, toSpan);
        waiting += (piece.match(signs) ?? []).map(toSpan).join('');
        return piece.replaceAll(signs, '');
      }
      const tag = piece.replaceAll(signs, '');
      closing ??= closings.get(tag.startsWith('<a ') ? '<a ' : tag);
      if (tag !== closing) return tag;
      const held = waiting;
      closing = undefined;
      waiting = '';
      return tag + held;
    })
    .join('');
}

/** At the end of a paragraph, or as one of their own. */
function behind(html: string, marks: readonly Mark[]): string {
  if (marks.length === 0) return html;
  const told = marks.map(({ source }) => writeSpan(source)).join('');
  const inParagraph = html.replace(/<\/p>\s*$/, () => `${told}</p>`);
  return inParagraph === html ? `${html}<p>${told}</p>` : inParagraph;
}

function toSpan(sign: string): string {
  return writeSpan((sign.codePointAt(0) ?? firstSign) - firstSign);
}

function writeSpan(source: number): string {
  return `<span class="cite">[${source + 1}]</span>`;
}
