import { toTerm, toWords } from '../../bedrock/answerer/words.ts';

/**
 * What a text is about, word by word, in the one form in which a question and a passage can meet: without fillers, without diacritics (who types
 * "ngan sach" means "ngân sách"), full-width letters as usual ones, and English words without their endings.
 */
export function toTerms(text: string): readonly string[] {
  return toWords(text.normalize('NFKC')).flatMap((word) => {
    const term = toTerm(word);
    const folded = term === undefined ? '' : fold(term);
    return folded === '' || fillers.has(folded) || fillers.has(word) ? [] : toStem(folded);
  });
}

/** The marks of Latin letters only: in Japanese they tell one syllable from another. */
function fold(word: string): string {
  return word
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .replaceAll('đ', 'd');
}

/** stream, streams, streamed, streaming. */
function toStem(word: string): string {
  if (!/^[a-z]{5,}$/.test(word)) return word;
  return word.replace(/(?<=[a-z]{3})(?:ings?|ed|es|ly)$/, '').replace(/(?<=[a-z]{3})e$/, '');
}

/** Words of Vietnamese, without their marks, and of Japanese that do not show what a question is about. English ones are known to toTerm. */
const fillers: ReadonlySet<string> = new Set(
  (
    'la gi cua va co cho nhu the nao duoc khong toi ban hay nhung cac mot khi nao bao nhieu lam sao tai vi thi ma voi trong den tu hoac xin vui long ' +
    'しました でしょう ください できますか できます ありますか あります について なります ですか どのように どうやって どうすれば どうして ' +
    '何 方法 教え 場合 使い方 ' +
    'if but or not so any all only also then than each use used using into out up tell'
  ).split(' '),
);
