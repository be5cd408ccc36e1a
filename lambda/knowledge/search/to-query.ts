import type { Turn } from '../../chat/chat-request.ts';

/** What Retrieve takes (Amazon Bedrock endpoints and quotas, "Knowledge Bases": characters of a user query). */
const maxQueryCharacters = 1_000;

/** A question this short rarely stands alone: "And in Japanese?" In bytes, since a Japanese one has fewer characters. */
const shortBytes = 60;

/** The last question; a short one with the one before it. Empty if there are no words in it. */
export function toQuery(turns: readonly Turn[]): string {
  const [last = '', before = ''] = turns
    .filter(({ role }) => role === 'user')
    .slice(-2)
    .map(wordsOf)
    .toReversed();
  const needsMore = last !== '' && Buffer.byteLength(last) < shortBytes && before !== '';
  return bounded(needsMore ? `${before}\n${last}` : last);
}

/** Its end, where most people ask. */
export function bounded(query: string): string {
  return query.length <= maxQueryCharacters ? query : query.slice(-maxQueryCharacters).replace(/^[\uDC00-\uDFFF]/, '');
}

export function wordsOf({ content }: Turn): string {
  return content
    .flatMap((part) => (part.kind === 'text' ? part.text : []))
    .join('\n')
    .trim();
}
