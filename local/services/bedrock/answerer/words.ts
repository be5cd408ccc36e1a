const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Lower-cased words; Japanese too, which has no spaces between them. */
export function toWords(text: string): readonly string[] {
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.toLowerCase());
}

/** Pieces of a word or a sign each, with the white space before it: about what a model calls a token. */
export function toTokens(text: string): readonly string[] {
  const tokens: string[] = [];
  let space = '';
  for (const { segment } of segmenter.segment(text)) {
    if (segment.trim() === '') space += segment;
    else {
      tokens.push(space + segment);
      space = '';
    }
  }
  return space === '' ? tokens : [...tokens, space];
}
