import { formatNumber } from '../../common/format-number.ts';
import { useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';
import type { Answer } from './answer.ts';

/** Which model answered, with how many tokens, and how fast. */
export function Figures({ answer: { model, usage, ttftMs, totalMs } }: { readonly answer: Answer }) {
  const words = useWords();
  const figures = [
    model,
    usage && fill(words.tokens, { input: formatNumber(usage.inputTokens), output: formatNumber(usage.outputTokens) }),
    ttftMs !== undefined && fill(words.firstToken, { seconds: toSeconds(ttftMs) }),
    totalMs !== undefined && fill(words.inAll, { seconds: toSeconds(totalMs) }),
  ];
  return <span class="quiet">{figures.filter(Boolean).join(' · ')}</span>;
}

function toSeconds(ms: number): string {
  return formatNumber(ms / 1000, 2);
}
