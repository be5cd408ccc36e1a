import { useWords } from '../../words/language.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import type { Part } from './parts.ts';
import { LaterStep } from './steps/later-step.tsx';

interface PartViewProps {
  readonly part: Part;
  readonly isLast: boolean;
  /** Whether more of the answer may arrive. */
  readonly isRunning: boolean;
}

/** A part of an answer. Parts that a reader does not need at once are folded. */
export function PartView({ part, isLast, isRunning }: PartViewProps) {
  const words = useWords();
  switch (part.kind) {
    case 'text':
      return <Markdown text={part.text} />;
    case 'thinking':
      return (
        <details class="thinking">
          <summary>
            {words.thinking}
            {isRunning && isLast && ' …'}
          </summary>
          <Markdown text={part.text} />
        </details>
      );
    case 'tool':
      return <LaterStep part={part} isRunning={isRunning} />;
  }
}
