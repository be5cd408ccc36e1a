/**
 * Invisible characters that make a text look like another one: bidirectional controls, zero widths, fillers, tags. Variation selectors
 * choose a shape, and joiners are spelling after the letters of many scripts and in emoji: these stay.
 */
const control =
  /([[\p{DI}\p{Cc}\u2028\u2029\uFFF9-\uFFFB]--[\p{VS}\t\n\p{Join_C}]]|(?<![\uFE0F\u0600-\u1FFF\u2190-\u2BFF\u{1F000}-\u{1FAFF}])\p{Join_C})/v;

/** A text in pieces: every second one is the result of `show` for a control's name, `U+202E`. */
export function showControls<T>(text: string, show: (name: string) => T): readonly (string | T)[] {
  return text.split(control).map((piece, at) => (at % 2 === 0 ? piece : show(nameOf(piece))));
}

function nameOf(char: string): string {
  return `U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
