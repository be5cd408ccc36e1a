import { anyJson, nullish } from '../../read/shape.ts';

/** Taken and not heeded, since an answer without them is no worse: docs/protocols.md lists them. */
export const ignored = {
  user: nullish(anyJson),
  client_metadata: nullish(anyJson),
  safety_identifier: nullish(anyJson),
  prompt_cache_key: nullish(anyJson),
  prompt_cache_options: nullish(anyJson),
  prompt_cache_retention: nullish(anyJson),
};
