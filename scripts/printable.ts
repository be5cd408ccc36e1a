/** Text of documents, models and services without what a terminal would obey: a document may have been written to deceive. */
export function toPrintable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));
}

/** The same on one line. */
export function toPrintableLine(text: string): string {
  return toPrintable(text.replaceAll(/\s+/g, ' ')).trim();
}
