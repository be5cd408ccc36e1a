/** Enter alone. */
export function isSend(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !isComposing(event);
}

export function isEscape(event: KeyboardEvent): boolean {
  return event.key === 'Escape' && !isComposing(event);
}

/** While an input method composes, Enter chooses a word and Escape gives it up; Safari says so only by its old key code. */
function isComposing({ isComposing: composes, keyCode }: KeyboardEvent): boolean {
  return composes || keyCode === 229;
}
