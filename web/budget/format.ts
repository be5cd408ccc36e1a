import type { LanguageCode } from '../words/words.ts';

/** A time of the API in the person's own time zone. */
export function formatTime(time: string, language: LanguageCode): string {
  return new Date(time).toLocaleString(language, {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
}

export function formatTokens(tokens: number, language: LanguageCode): string {
  return tokens.toLocaleString(language);
}

/** Never more than there is: what is left is rounded down. An answer may cost less than a cent. */
export function formatUsd(usd: number, language: LanguageCode): string {
  return usd.toLocaleString(language, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
    roundingMode: 'floor',
  });
}
