/** What a budget is for: a day or a month, in UTC. */
export const windowKinds = ['day', 'month'] as const;
export type WindowKind = (typeof windowKinds)[number];

/** By what they are called in the table: `20261127`, `202611`. A new one needs no reset: nothing is counted under its name yet. */
export type Windows = Readonly<Record<WindowKind, string>>;

export function windowsAt(ms: number): Windows {
  const day = new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
  return windowsOfDay(day);
}

/** The day's, and that of its month. */
export function windowsOfDay(day: string): Windows {
  return { day, month: day.slice(0, 6) };
}

/** When the window at `ms` ends and the next begins, in ms since 1970. */
export function endOf(kind: WindowKind, ms: number): number {
  const at = new Date(ms);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  return kind === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1);
}

/** Whether no answer can count to it any more: none takes longer than a day. */
export function isOver(window: string, now: number): boolean {
  const { day, month } = windowsAt(now - 86_400_000);
  return window < (window.length === day.length ? day : month);
}
