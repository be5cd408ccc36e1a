import { Parser } from 'htmlparser2';

/** What no reader of the page sees. */
const hidden: ReadonlySet<string> = new Set(['noscript', 'script', 'style', 'template', 'title']);

/** Of a row, which is a paragraph. */
const cells: ReadonlySet<string> = new Set(['td', 'th']);

/** Their texts belong together with those around them. All other elements begin a paragraph. */
const inline: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo cite code data dfn em font i kbd mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** Browsers go no deeper than half of it. For the parser each level makes each tag slower. */
const maxDepth = 1000;

/** The text of a page. */
export function readHtml(html: string): string {
  const paragraphs: string[] = [];
  let texts: string[] = [];
  let depth = 0;
  let hiddenDepth = 0;
  const gap = (element: string): void => {
    if (inline.has(element)) return;
    if (cells.has(element)) return void texts.push(' ');
    const paragraph = texts.join('').replaceAll(/\s+/g, ' ').trim();
    if (paragraph !== '') paragraphs.push(paragraph);
    texts = [];
  };
  const parser = new Parser({
    onopentag(name) {
      depth += 1;
      if (depth > maxDepth) throw new Error(`its elements are nested deeper than ${maxDepth} levels`);
      if (hidden.has(name)) hiddenDepth += 1;
      gap(name);
    },
    ontext(text) {
      if (hiddenDepth === 0) texts.push(text);
    },
    onclosetag(name) {
      depth -= 1;
      if (hidden.has(name)) hiddenDepth -= 1;
      gap(name);
    },
  });
  parser.end(html);
  gap('');
  return paragraphs.join('\n\n');
}
