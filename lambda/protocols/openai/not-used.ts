import { invalid } from '../../read/invalid.ts';
import { nullish } from '../../read/accepted.ts';
import { anyJson } from '../../read/json-shapes.ts';
import type { Shape } from '../../read/shape.ts';

/** What is asked of OpenAI's cache only makes an answer cheaper; to be asked without an answer is something else. */
const cacheOptions: Shape<unknown> = (value, field) => {
  const prewarm = typeof value === 'object' && value !== null && 'prewarm' in value ? value.prewarm : undefined;
  if (prewarm === true) throw invalid(`${field}.prewarm`, 'is not supported: every request is answered. Leave it out');
  return undefined;
};

/** Accepted and not used, since an answer without them is no worse: docs/protocols.md lists them. */
export const notUsed = {
  user: nullish(anyJson),
  client_metadata: nullish(anyJson),
  safety_identifier: nullish(anyJson),
  prompt_cache_key: nullish(anyJson),
  prompt_cache_options: nullish(cacheOptions),
  prompt_cache_retention: nullish(anyJson),
};
