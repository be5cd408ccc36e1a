import type { Source } from './source.ts';

/** The name of the tags is new in each request: what else looks like one is a passage's own words. */
const opening = /^<sources-(?<nonce>[A-Za-z0-9]+)>\n/;

/** Whether a text is a block of numbered sources. */
export function isNumbered(text: string): boolean {
  return opening.test(text);
}

/** None for any other text. */
export function readNumbered(text: string): readonly Source[] {
  const { nonce } = opening.exec(text)?.groups ?? {};
  if (nonce === undefined) return [];
  const each = new RegExp(
    `<source-${nonce} n="(?<n>\\d+)" title="(?<title>[^"]*)">\n(?<text>[^]*?)\n</source-${nonce}>`,
    'g',
  );
  return [...text.matchAll(each)].map(({ groups: { n = '', title = '', text: said = '' } = {} }) => ({
    n: Number(n),
    title,
    text: said,
  }));
}
