import { findKind, sidecarEnd } from './document-types.ts';

const maxNames = 3;

/** A sentence for where JSON is read, so that nobody misses it on AWS. None where there is none. */
export function tellJson(keys: readonly string[]): readonly string[] {
  const found = keys.filter((key) => findKind(key) === 'json' && !key.endsWith(sidecarEnd));
  if (found.length === 0) return [];
  const more = found.length - maxNames;
  const names = [...found.slice(0, maxNames), ...(more > 0 ? [`${more} more`] : [])];
  const words = new Intl.ListFormat('en-GB').format(names);
  return [`Bedrock reads no JSON: ${words} ${found.length === 1 ? 'is' : 'are'} found here only.`];
}
