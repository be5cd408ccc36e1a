/** A number as the page's language writes it, with that many digits after the point. */
export function formatNumber(value: number, digits = 0): string {
  const language = document.documentElement.lang;
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
