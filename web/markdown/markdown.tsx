import type { Token } from 'marked';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import { copyCode } from './copy-code.ts';
import { reveal } from './reveal.ts';
import { sanitize } from './sanitize.ts';
import { toBlocks, toHtml } from './to-blocks.ts';

/** A model's text. While it grows, only its last block is rendered again, so that a selection in the others is kept. */
export function Markdown({ text }: { readonly text: string }) {
  const words = useWords();
  const blocks = useMemo(() => toBlocks(text), [text]);
  // A link may be defined below where it is used.
  const links = Object.keys(blocks.links).join('\n');
  return (
    <div class="markdown" onClick={(event) => void copyCode(event.target, words)}>
      {blocks.map(
        (block, index) => block.type !== 'space' && <MarkdownBlock key={index} block={block} links={links} />,
      )}
    </div>
  );
}

interface MarkdownBlockProps {
  readonly block: Token;
  /** The names of the links that are defined so far. */
  readonly links: string;
}

function MarkdownBlock({ block, links }: MarkdownBlockProps) {
  const words = useWords();
  const element = useRef<HTMLDivElement>(null);
  const safe = useMemo(() => ({ __html: sanitize(toHtml(block)) }), [block.raw, links]);
  useLayoutEffect(() => {
    if (element.current) reveal(element.current);
  }, [safe]);
  // Before the list scrolls to its end: a label takes up space.
  useLayoutEffect(() => {
    for (const button of element.current?.querySelectorAll('[data-copy]') ?? []) button.textContent = words.copy;
  }, [safe, words]);
  return <div ref={element} dir="auto" dangerouslySetInnerHTML={safe} />;
}
