/** A field of ours in the last words of another API's answer, which its clients pass over. */
export interface UnkeptField {
  readonly rivulet?: { readonly kept: false };
}

/** Says that an answer is whole, but that the conversation that it belongs to does not have it. */
export function toUnkeptField(isUnkept: true | undefined): UnkeptField {
  return isUnkept ? { rivulet: { kept: false } } : {};
}
