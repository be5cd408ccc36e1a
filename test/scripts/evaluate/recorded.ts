import type { AnswerEvent } from '../../../scripts/ask/answer-event.ts';

// Answers as the native protocol tells them.

const source = (n: number, title: string, url?: string) => ({
  n,
  title,
  snippet: '…',
  score: 1 / n,
  ...(url !== undefined && { url }),
});
export const sources = (...titles: string[]): AnswerEvent => ({
  type: 'sources',
  data: { sources: titles.map((title, at) => source(at + 1, title)) },
});
export const linked = (...urls: string[]): AnswerEvent => ({
  type: 'sources',
  data: { sources: urls.map((url, at) => source(at + 1, `Title ${at}`, url)) },
});
export const more = (n: number, title: string): AnswerEvent => ({
  type: 'sources',
  data: { sources: [source(n, title)] },
});
export const unavailable: AnswerEvent = { type: 'sources', data: { sources: [], unavailable: true } };
export const say = (text: string): AnswerEvent => ({ type: 'delta', data: { text } });
/** By the number that the client shows. */
export const cite = (n: number): AnswerEvent => ({
  type: 'citation',
  data: { location: { unit: 'search-result', result: n - 1 } },
});
export const citeDocument: AnswerEvent = { type: 'citation', data: { location: { unit: 'characters', document: 0 } } };
export const done: AnswerEvent = { type: 'done', data: { stopReason: 'end_turn' } };
