import { Marked, type RendererObject, type Token, type TokensList } from 'marked';
import { BoundedLexer, boundedTokenizer } from './bounded-lexer.ts';
import { escapeText } from './escape-text.ts';
import { maths } from './maths.ts';

/** The URL schemes that a model's link may have. */
const safeLink = /^(?:https?:\/\/|mailto:)/i;

const renderer: RendererObject = {
  // HTML is shown as text, never rendered, also after a tag that makes marked read the rest as HTML.
  html: ({ text }) => escapeText(text),
  text(token) {
    return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : escapeProse(token.text);
  },
  code: ({ text, lang = '' }) =>
    `<div class="code"><span>${escapeText(lang)}</span><button type="button" data-copy></button>` +
    `<pre tabindex="0"><code>${escapeText(text)}\n</code></pre></div>`,
  // Loading an image would tell its server that the answer was read, and when.
  image: ({ href, text }) => link(href, escapeText(text || href)),
  link({ href, tokens }) {
    return link(href, this.parser.parseInline(tokens));
  },
  checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
};

function link(href: string, label: string): string {
  if (!safeLink.test(href)) return label;
  return `<a href="${escapeText(href)}" target="_blank" rel="noopener noreferrer nofollow">${label}</a>`;
}

/** As `escapeText`, but keeps entities: in prose, `&nbsp;` is meant as one. */
function escapeProse(text: string): string {
  return escapeText(text).replaceAll(/&amp;(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);/g, '&$1;');
}

const marked = new Marked({ renderer, tokenizer: boundedTokenizer, extensions: maths });

/**
 * The paragraphs, lists, tables … of a text, and the links it defines. A piece of a longer text with the same `raw` and the same
 * links is the same.
 *
 * @param links those that the rest of the text defines
 */
export function toBlocks(text: string, links?: TokensList['links']): TokensList {
  const lexer = new BoundedLexer(marked.defaults);
  Object.assign(lexer.tokens.links, links);
  return lexer.lex(text);
}

/** HTML that is still to be sanitized. */
export function toHtml(block: Token): string {
  return marked.parser([block]);
}
