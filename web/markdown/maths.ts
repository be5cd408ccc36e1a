import type { TokenizerAndRendererExtension } from 'marked';
import { escapeText } from './escape-text.ts';

/** `$…$` as pandoc reads it: no blank inside next to the signs, no digit after, so that prices stay prices. */
const inLine = /^(?:\$\$[^$]+?\$\$|\\\[[^]+?\\\]|\\\([^]+?\\\)|\$(?!\s)[^$\n`]*[^\s$\\`]\$(?!\d))/;
const onItsOwn = /^ {0,3}(?:\$\$[^$]+?\$\$|\\\[[^]+?\\\])[ \t]*(?:\n+|$)/;

/** Formulas stay as they were written: their underscores, stars and backslashes are no markdown. */
export const maths: TokenizerAndRendererExtension[] = [
  {
    name: 'formula',
    level: 'inline',
    start: (source) => source.search(/\$|\\[[(]/),
    tokenizer: (source) => toToken('formula', inLine.exec(source)),
    renderer: ({ raw }) => `<span class="maths">${escapeText(raw)}</span>`,
  },
  {
    name: 'display',
    level: 'block',
    start: (source) => source.search(/^ {0,3}(?:\$\$|\\\[)/m),
    tokenizer: (source) => toToken('display', onItsOwn.exec(source)),
    renderer: ({ raw }) => `<p class="maths">${escapeText(raw.trim())}</p>`,
  },
];

function toToken(type: string, found: RegExpExecArray | null) {
  return found ? { type, raw: found[0] } : undefined;
}
