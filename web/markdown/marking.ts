import type { Token, TokensList } from 'marked';

/** A mark between the words of a text: what stands before it is from that source. */
export interface Mark {
  /** In the text. */
  readonly at: number;
  /** Its place in the answer's list, from 0. */
  readonly source: number;
}

/** How marks get into a text that is rendered: loaded with the first source. */
export interface Marking {
  /** The marks of each block, each at its place in the block's source. */
  readonly place: (text: string, blocks: TokensList, marks: readonly Mark[]) => readonly (readonly Mark[])[];
  /** A block's HTML with its marks, still to be sanitized. */
  readonly toHtml: (block: Token, marks: readonly Mark[], links: TokensList['links']) => string;
  /** Makes links of the marks in a block, each with the name of its source. */
  readonly dress: (block: Element) => void;
}
