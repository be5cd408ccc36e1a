import { useWords } from '../../words/language.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import type { Marking } from '../../markdown/marking.ts';
import type { Part } from './parts.ts';
import { LaterStep } from './steps/later-step.tsx';

interface PartViewProps {
  readonly part: Part;
  readonly isLast: boolean;
  /** Whether more of the answer may arrive. */
  readonly isRunning: boolean;
  readonly marking: Marking | undefined;
}

/** A part of an answer. Parts that a reader does not need at once are folded. */
export function PartView({ part, isLast, isRunning, marking }: PartViewProps) {
  const words = useWords();
  switch (part.kind) {
    case 'text':
      return <Markdown text={part.text} marks={part.marks} marking={marking} />;
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
