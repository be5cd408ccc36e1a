import { useWords } from '../../words/language.ts';
import { showControls } from '../../markdown/controls.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import { fill } from '../../words/words.ts';
import type { Part } from './answer.ts';

interface PartViewProps {
  readonly part: Part;
  /** Whether more of it may arrive. */
  readonly isOpen: boolean;
}

/** A part of an answer. Parts that a reader does not need at once are folded. */
export function PartView({ part, isOpen }: PartViewProps) {
  const words = useWords();
  switch (part.kind) {
    case 'text':
      return <Markdown text={part.text} />;
    case 'thinking':
      return (
        <details class="thinking">
          <summary>
            {words.thinking}
            {isOpen && ' …'}
          </summary>
          <Markdown text={part.text} />
        </details>
      );
    case 'tool':
      return (
        <details class="tool">
          <summary>{fill(words.tool, { name: part.name })}</summary>
          <pre tabIndex={0}>{showControls(part.input, toMark)}</pre>
          {part.results.map((result, index) => (
            <pre key={index} tabIndex={0}>
              {showControls(typeof result === 'string' ? result : JSON.stringify(result, null, 2), toMark)}
            </pre>
          ))}
        </details>
      );
  }
}

function toMark(name: string) {
  return <mark>{name}</mark>;
}
