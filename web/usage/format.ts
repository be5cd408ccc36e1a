import type { LanguageCode } from '../words/words.ts';

/** A day of the API, which is one in UTC, wherever the person is. */
export function formatDay(day: string, language: LanguageCode): string {
  return new Date(day).toLocaleDateString(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
}

/** A day of one name may cost less than a cent. */
export function formatUsd(usd: number, language: LanguageCode): string {
  return usd.toLocaleString(language, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });
}

export function formatSeconds(ms: number | undefined, language: LanguageCode): string {
  if (ms === undefined) return '–';
  const style = { style: 'unit', unit: 'second', maximumFractionDigits: 2 } as const;
  return (ms / 1000).toLocaleString(language, style);
}
