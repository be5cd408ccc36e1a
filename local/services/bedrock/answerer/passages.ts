/** A quotable piece of documentation: whole paragraphs, lists, tables or code blocks of one section. */
export interface Passage {
  /** Relative to the project. */
  readonly file: string;
  readonly heading: string;
  readonly text: string;
}

/** Passages grow up to here; a single block may be longer. */
const passageChars = 600;

/** Cuts Markdown by headings, and long sections between their blocks. */
export function toPassages(file: string, markdown: string): readonly Passage[] {
  const passages: Passage[] = [];
  let heading = file;
  let text = '';
  let previous = '';
  const flush = (): void => {
    if (text !== '') passages.push({ file, heading, text });
    text = '';
  };
  for (const block of toBlocks(markdown)) {
    const title = /^#{1,6} +(?<title>.+)$/.exec(block)?.groups?.['title'];
    if (title !== undefined) {
      flush();
      heading = title;
    } else {
      if (text.length + block.length > passageChars) flush();
      const gap = isItem(previous) && isItem(block) ? '\n' : '\n\n';
      text += text === '' ? block : gap + block;
      previous = block;
    }
  }
  flush();
  return passages;
}

/** Headings, list items and the blocks between blank lines; a fenced code block stays whole. */
function toBlocks(markdown: string): readonly string[] {
  const blocks: string[][] = [[]];
  let isFenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    const isHeading = !isFenced && /^#{1,6} /.test(line);
    if (line.startsWith('```')) isFenced = !isFenced;
    if (isHeading) blocks.push([line], []);
    else if (!isFenced && isItem(line)) blocks.push([line]);
    else if (!isFenced && line.trim() === '') blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.map((lines) => lines.join('\n')).filter((block) => block.trim() !== '');
}

function isItem(block: string): boolean {
  return /^(?:[-*]|\d+\.) /.test(block);
}
