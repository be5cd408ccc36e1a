import type { Token, TokensList } from 'marked';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { copyCode } from './copy-code.ts';
import type { Mark, Marking } from './marking.ts';
import { reveal } from './reveal.ts';
import { sanitize } from './sanitize.ts';
import { toBlocks, toHtml } from './to-blocks.ts';

interface MarkdownProps {
  readonly text: string;
  readonly marks?: readonly Mark[] | undefined;
  /** Without it, marks are not shown. */
  readonly marking?: Marking | undefined;
}

/** A model's text. While it grows, only its last block is rendered again, so that a selection in the others is kept. */
export function Markdown({ text, marks, marking }: MarkdownProps) {
  const words = useWords();
  const blocks = useMemo(() => toBlocks(text), [text]);
  // A link may be defined below where it is used.
  const links = Object.keys(blocks.links).join('\n');
  const placed = marks && marking?.place(text, blocks, marks);
  return (
    <div class="markdown" onClick={(event) => void copyCode(event.target, words)}>
      {blocks.map(
        (block, index) =>
          block.type !== 'space' && (
            <MarkdownBlock
              key={index}
              block={block}
              links={links}
              defined={blocks.links}
              marks={placed?.[index]}
              marking={marking}
            />
          ),
      )}
    </div>
  );
}

interface MarkdownBlockProps {
  readonly block: Token;
  /** The names of the links that are defined so far. */
  readonly links: string;
  readonly defined: TokensList['links'];
  readonly marks: readonly Mark[] | undefined;
  readonly marking: Marking | undefined;
}

function MarkdownBlock({ block, links, defined, marks = [], marking }: MarkdownBlockProps) {
  const words = useWords();
  const element = useRef<HTMLDivElement>(null);
  const safe = useMemo(() => {
    const html = marking && marks.length > 0 ? marking.toHtml(block, marks, defined) : toHtml(block);
    return { __html: sanitize(html) };
  }, [block.raw, links, JSON.stringify(marks)]);
  useLayoutEffect(() => {
    if (element.current) reveal(element.current);
  }, [safe]);
  useLayoutEffect(() => {
    if (element.current) marking?.dress(element.current);
  }, [safe, marking]);
  // Before the list scrolls to its end: a label takes up space.
  useLayoutEffect(() => {
    for (const button of element.current?.querySelectorAll('[data-copy]') ?? []) button.textContent = words.copy;
  }, [safe, words]);
  return <div ref={element} dir="auto" dangerouslySetInnerHTML={safe} />;
}
