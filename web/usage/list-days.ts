const dayMs = 86_400_000;

/** All days from one to another, both included: 2026-11-28, in UTC, as the API counts them. */
export function listDays(from: string, to: string): readonly string[] {
  const first = Date.parse(from);
  const count = Math.max(0, Math.round((Date.parse(to) - first) / dayMs) + 1);
  return Array.from({ length: count }, (_, at) => toDay(first + at * dayMs));
}

/** The first of so many days that end with the one of that time. */
export function firstOf(count: number, nowMs: number): string {
  return toDay(nowMs - (count - 1) * dayMs);
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
