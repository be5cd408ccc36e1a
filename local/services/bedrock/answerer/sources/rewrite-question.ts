import { toTerms } from '../../../knowledge/search/terms.ts';
import type { ConverseInput } from '../../converse-input/converse-input.ts';
import { toWords } from '../words.ts';

/** What points to something that was said before, in English, Vietnamese and Japanese. */
const pointing =
  /\b(?:it|its|they|them|their|that|this|those|these|he|she|one|ones)\b|(?<!\p{L})(?:nó|chúng|đó|này|ấy|vậy|thế)(?!\p{L})|[そこあ](?:れ|の|こ|っち)/iu;
const shortTerms = 3;

/**
 * The last question, made self-contained by a plain rule: where it points back or is short, the words that the question before it was about come
 * first. Undefined where a request does not ask for that.
 */
export function rewriteQuestion({ messages, system = [] }: ConverseInput): string | undefined {
  if (!system.some(({ text = '' }) => text.startsWith('Rewrite the last question'))) return undefined;
  const [last = '', before = ''] = toQuestions(messages).toReversed();
  if (!pointing.test(last) && toTerms(last).length > shortTerms) return last;
  const known = new Set(toTerms(last));
  const missing = toWords(before).filter((word) => toTerms(word).some((term) => !known.has(term)));
  return [...new Set(missing), last].join(' ').trim();
}

/** Those of the user: as turns, or as lines of one text that say who spoke. */
function toQuestions(messages: ConverseInput['messages']): readonly string[] {
  const asked = messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content.flatMap(({ text }) => text ?? []).join('\n'));
  const [only = ''] = asked;
  const told = only.split(/\n\n(?=(?:user|assistant): )/).filter((line) => line.startsWith('user: '));
  return asked.length === 1 && told.length > 0 ? told.map((line) => line.slice('user: '.length)) : asked;
}
