const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Lower-case words, also in Japanese, which has no spaces between words. */
export function toWords(text: string): readonly string[] {
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.toLowerCase());
}

/** Words and punctuation marks, each with the white space before it: roughly a model's tokens. */
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
