import { Lexer, type Token, Tokenizer, type TokenizerObject, type TokensList } from 'marked';

/** No real list or quotation is deeper than this, and marked reads the inside once for each level. */
const deepest = 10;
/** marked looks at all definitions of links for each paragraph. */
const mostLinks = 200;
/** How far marked may look for the end of an element: without a limit it searches the whole rest, again and again. */
const reach = 4_000;
/** How much of a paragraph is read at once, up to the end of a word if there is one. */
const pieces = /[^]{1,2000}(?=\s|$)|[^]{1,2000}/gu;
/** More emphasis marks than this in one piece are not emphasis. */
const mostDelimiters = 300;

export const boundedTokenizer: TokenizerObject = {
  blockquote(source) {
    return Tokenizer.prototype.blockquote.call(this, withinReach(source));
  },
  lheading(source) {
    return Tokenizer.prototype.lheading.call(this, withinReach(source));
  },
  def() {
    return Object.keys(this.lexer.tokens.links)[mostLinks] === undefined ? false : undefined;
  },
};

/** marked's lexer, without what takes it quadratic time: that is read piece by piece, or as plain text. */
export class BoundedLexer extends Lexer {
  #depth = 0;

  override lex(text: string): TokensList {
    this.blockTokens(text.replaceAll(/\r\n?/g, '\n'), this.tokens);
    for (const { src, tokens } of this.inlineQueue) {
      for (const piece of src.match(pieces) ?? []) {
        if (isDense(piece)) tokens.push(toPlain(piece));
        else this.inlineTokens(piece, tokens);
      }
    }
    return this.tokens;
  }

  override blockTokens(source: string, tokens?: Token[], isClipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, isClipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], isClipped?: boolean): Token[] {
    if (this.#depth === deepest) {
      tokens.push(toPlain(source));
      return tokens;
    }
    this.#depth += 1;
    super.blockTokens(source, tokens, isClipped);
    this.#depth -= 1;
    return tokens;
  }
}

function toPlain(raw: string): Token {
  return { type: 'text', raw, text: raw };
}

/** Whole lines, where there are any. */
function withinReach(source: string): string {
  return source.length < reach ? source : source.slice(0, source.lastIndexOf('\n', reach) + 1 || reach);
}

function isDense(source: string): boolean {
  return (source.match(/[*_~$[`]/g)?.length ?? 0) > mostDelimiters;
}
