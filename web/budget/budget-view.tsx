import { useContext } from 'preact/hooks';
import type { BudgetLeft } from '../../lambda/chat/budget-left.ts';
import { SpeechContext } from '../words/language.ts';
import { fill } from '../words/words.ts';
import { toBudgetWords } from './budget-words.ts';
import { formatTime, formatTokens, formatUsd } from './format.ts';
import { toWindows } from './windows.ts';

/** What is left of a budget: only what has a limit. */
export function BudgetView({ budget }: { readonly budget: BudgetLeft }) {
  const language = useContext(SpeechContext)?.language ?? 'en';
  const own = toBudgetWords(language);
  return (
    <section class="budget quiet" aria-label={own.title}>
      {toWindows(budget).map(({ kind, left: { resetsAt, tokens, usd } }) => (
        <p key={kind}>
          <strong>{own.left[kind]}</strong>
          {tokens && (
            <>
              <br />
              {fill(own.tokens, {
                left: formatTokens(tokens.left, language),
                limit: formatTokens(tokens.limit, language),
              })}
            </>
          )}
          {usd && (
            <>
              <br />
              {fill(own.usd, { left: formatUsd(usd.left, language), limit: formatUsd(usd.limit, language) })}
            </>
          )}
          <br />
          {fill(own.resets, { when: formatTime(resetsAt, language) })}
        </p>
      ))}
    </section>
  );
}
