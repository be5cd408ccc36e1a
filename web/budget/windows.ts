import type { BudgetLeft, WindowLeft } from '../../lambda/chat/budget-left.ts';

interface Window {
  readonly kind: keyof BudgetLeft;
  readonly left: WindowLeft;
}

/** The windows that have a limit. */
export function toWindows({ day, month }: BudgetLeft): readonly Window[] {
  return [
    ...(day ? [{ kind: 'day', left: day } as const] : []),
    ...(month ? [{ kind: 'month', left: month } as const] : []),
  ];
}
