import type { WindowLeft } from '../../lambda/chat/budget-left.ts';
import type { Problem } from '../api/problem.ts';
import type { LanguageCode } from '../words/words.ts';
import { fill } from '../words/words.ts';
import type { BudgetWords } from './budget-words.ts';
import { formatTime } from './format.ts';
import { toWindows } from './windows.ts';

/**
 * Why a question does not fit what is left of a budget, and what to do; undefined where a problem is another one. API Gateway's
 * monthly quota has the same kind, and no budget. The API says with `retry-after` which window it is, and nothing where no wait helps.
 */
export function tellSpent(
  { kind, budget, retryAfterSeconds }: Problem,
  metMs: number,
  { language, own }: { readonly language: LanguageCode; readonly own: BudgetWords },
) {
  if (kind !== 'quota-exceeded' || !budget) return undefined;
  const { waysOn, ...texts } = own.spent;
  const tooLarge = [texts.tooLarge, waysOn.tooLarge] as const;
  if (retryAfterSeconds === undefined) return tooLarge;
  const endMs = metMs + retryAfterSeconds * 1000;
  const farFrom = ({ resetsAt }: WindowLeft) => Math.abs(Date.parse(resetsAt) - endMs);
  // On a month's last day both end together: then it is the one with less.
  const [window] = toWindows(budget).toSorted(
    (one, other) => farFrom(one.left) - farFrom(other.left) || leastShare(one.left) - leastShare(other.left),
  );
  if (!window) return tooLarge;
  const how = leastShare(window.left) === 0 ? 'usedUp' : 'short';
  return [texts[how][window.kind], fill(waysOn[how], { when: formatTime(window.left.resetsAt, language) })] as const;
}

/** What is left of what it has least of: from 0 to 1. */
function leastShare({ tokens, usd }: WindowLeft): number {
  return Math.min(...[tokens, usd].map((left) => (left ? left.left / left.limit : 1)));
}
