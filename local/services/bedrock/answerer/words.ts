const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

// Words that don't show what a question is about, greetings included. Short Hiragana words are particles.
const fillers: ReadonlySet<string> = new Set(
  (
    'a about an and are as at be by can could do does for from give has have how i in is it its me my of on or please ' +
    'hello hey hi introduce say sentence should tell thanks two yourself that the there this to was we what when where which who why will with would you your explain'
  ).split(' '),
);
const particle = /^\p{Script=Hiragana}{1,3}$/u;

/** Lower-case words, also in Japanese, which has no spaces between words. */
export function toWords(text: string): readonly string[] {
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.toLowerCase());
}

/** A word without the plural's s; undefined when it does not show what a question is about. */
export function toTerm(word: string): string | undefined {
  const stem = word.length > 3 ? word.replace(/(?<=[^s])s$/, '') : word;
  return fillers.has(word) || fillers.has(stem) || particle.test(word) ? undefined : stem;
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
