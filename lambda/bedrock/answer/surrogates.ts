/**
 * Bedrock may cut its text between the two halves of a surrogate pair; each half alone would become U+FFFD in UTF-8.
 * So a high surrogate at the end of a delta waits (`pending`) for the next one.
 */
export function joinSurrogates(pending: string, delta: string): { readonly text: string; readonly pending: string } {
  const joined = pending + delta;
  if (joined === '') return { text: '', pending: '' };
  const isHalf = (joined.charCodeAt(joined.length - 1) & 0xfc00) === 0xd800;
  const whole = isHalf ? joined.slice(0, -1) : joined;
  return { text: whole.toWellFormed(), pending: isHalf ? joined.slice(-1) : '' };
}
