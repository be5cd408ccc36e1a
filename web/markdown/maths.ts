import type { TokenizerAndRendererExtension } from 'marked';
import { escapeText } from './escape-text.ts';

/** `$…$` as pandoc reads it: no blank inside next to the signs, no digit after, so that prices stay prices. */
const inLine = /^(?:\$\$[^$]+?\$\$|\\\[[^]+?\\\]|\\\([^]+?\\\)|\$(?!\s)[^$\n`]*[^\s$\\`]\$(?!\d))/;
/**
 * A formula, or a line that begins like one: a paragraph ends before either; otherwise marked would join the parts again, and copy
 * the whole text each time.
 */
const onItsOwn = /^ {0,3}(?:(?:\$\$[^$]+?\$\$|\\\[[^]{1,2000}?\\\])[ \t]*(?:\n+|$)|((?:\$\$|\\\[).*)\n?)/;

/** How far from a paragraph's beginning its end is searched: searching all of a long text would take quadratic time. */
const reach = 2000;

/** Formulas stay as they were written: their underscores, stars and backslashes are not Markdown. */
export const maths: TokenizerAndRendererExtension[] = [
  {
    name: 'formula',
    level: 'inline',
    start: (source) => source.search(/\$|\\[[(]/),
    tokenizer(source) {
      const [raw] = inLine.exec(source) ?? [];
      return raw ? { type: 'formula', raw } : undefined;
    },
    renderer: ({ raw }) => `<span class="maths">${escapeText(raw)}</span>`,
  },
  {
    name: 'display',
    level: 'block',
    start: (source) => source.slice(0, reach).search(/\n {0,3}(?:\$\$|\\\[)/),
    tokenizer(source) {
      const [raw, line = ''] = onItsOwn.exec(source) ?? [];
      return raw
        ? { type: line ? 'paragraph' : 'display', raw, text: line, tokens: this.lexer.inline(line) }
        : undefined;
    },
    renderer: ({ raw }) => `<p class="maths">${escapeText(raw.trim())}</p>`,
  },
];
