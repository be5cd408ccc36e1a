import { expect, test } from 'vitest';
import { toTerms } from '../../../../../local/services/knowledge/search/terms.ts';

test.each([
  ['How do I stream the answers?', ['stream', 'answer']],
  ['streaming streamed Streams', ['stream', 'stream', 'stream']],
  ['cache caches caching', ['cach', 'cach', 'cach']],
  ['Ngân sách là gì?', ['ngan', 'sach']],
  ['đặt ngan sach', ['dat', 'ngan', 'sach']],
  ['予算はどのように設定しますか', ['予算', '設定']],
  ['ＡＰＩ ﾃﾞｰﾀ', ['api', 'データ']],
  ['ガ が か', ['ガ']],
  ['What is it, and how?', []],
  ['?!', []],
])('%s is about %j', (text, terms) => {
  expect(toTerms(text)).toEqual(terms);
});
