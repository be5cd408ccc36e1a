/** Enter alone. While an input method composes, Enter chooses a word; Safari says so only by its old key code. */
export function isSend({ key, shiftKey, isComposing, keyCode }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
}
