import { Marked, type RendererObject, type Token } from 'marked';
import { escapeText } from './escape-text.ts';
import { maths } from './maths.ts';

/** What may stand behind a link of a model's. */
const safeLink = /^(?:https?:\/\/|mailto:)/i;

const renderer: RendererObject = {
  // HTML is shown, never made.
  html: ({ text }) => escapeText(text),
  code: ({ text, lang = '' }) =>
    `<div class="code"><span>${escapeText(lang)}</span><button type="button" data-copy></button>` +
    `<pre tabindex="0"><code>${escapeText(text)}\n</code></pre></div>`,
  // Fetching it would tell its server that, and when, the answer was read.
  image: ({ href, text }) => link(href, escapeText(text || href)),
  link({ href, tokens }) {
    return link(href, this.parser?.parseInline(tokens) ?? '');
  },
  checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
};

function link(href: string, label: string): string {
  if (!safeLink.test(href)) return label;
  return `<a href="${escapeText(href)}" target="_blank" rel="noopener noreferrer nofollow">${label}</a>`;
}

const marked = new Marked({ renderer, extensions: maths });

/** The paragraphs, lists, tables … of a text. The same piece of a longer text is the same token, by its `raw`. */
export function toBlocks(text: string): readonly Token[] {
  return marked.lexer(text);
}

/** HTML that is still to be sanitized. */
export function toHtml(block: Token): string {
  return marked.parser([block]);
}
