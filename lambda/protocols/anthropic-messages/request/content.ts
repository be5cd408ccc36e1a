import type { CachePoint, TextContent } from '../../../chat/content.ts';
import { nullish } from '../../../read/accepted.ts';
import { anyJson, jsonObject } from '../../../read/json-shapes.ts';
import {
  boolean,
  listOf,
  nonEmptyText,
  object,
  oneOf,
  orText,
  type Shape,
  taggedBy,
  text,
} from '../../../read/shape.ts';
import { base64 } from '../../../read/base64.ts';
import { maxParts } from '../../request/limits.ts';
import { toTexts } from '../../request/to-texts.ts';
import { cacheControl, withCachePoint } from '../../request/cache-control.ts';
import { documentPart, imagePart, searchResultPart } from './sources.ts';

const textPart = object({
  type: oneOf(['text']),
  text,
  cache_control: cacheControl,
  // What an earlier answer cited, sent back as it came; the model does not want it again.
  citations: nullish(anyJson),
});

export type PlainPart = ReturnType<typeof textPart | typeof imagePart | typeof documentPart | typeof searchResultPart>;

const bareText: Shape<readonly ReturnType<typeof textPart>[]> = (value, field) => [
  { type: 'text', text: text(value, field) },
];

/** Text may come bare or in parts; from here on it is parts. */
function partsOf<Part>(part: Shape<Part>): Shape<readonly (Part | ReturnType<typeof textPart>)[]> {
  return orText<Part | ReturnType<typeof textPart>>(listOf(part, { max: maxParts }), bareText);
}

const plain = { text: textPart, image: imagePart, document: documentPart, search_result: searchResultPart };

const toolUsePart = object({
  type: oneOf(['tool_use']),
  id: nonEmptyText,
  name: nonEmptyText,
  input: jsonObject,
  cache_control: cacheControl,
  // Who called it: the model, or code that Anthropic ran. Either way it is a call with a result.
  caller: nullish(anyJson),
});

const toolResultPart = object({
  type: oneOf(['tool_result']),
  tool_use_id: nonEmptyText,
  content: nullish(partsOf(taggedBy('type', plain))),
  is_error: nullish(boolean),
  cache_control: cacheControl,
});

/** What a turn says. */
export const content = partsOf(
  taggedBy('type', {
    ...plain,
    tool_use: toolUsePart,
    tool_result: toolResultPart,
    thinking: object({ type: oneOf(['thinking']), thinking: text, signature: nullish(text) }),
    redacted_thinking: object({ type: oneOf(['redacted_thinking']), data: base64 }),
  }),
);
export type AnthropicContent = ReturnType<typeof content>;

/** System text, in parts or not. */
export const systemText: Shape<readonly (TextContent | CachePoint)[]> = (value, field, ignored) =>
  partsOf(taggedBy('type', { text: textPart }))(value, field, ignored).flatMap((part) =>
    withCachePoint(toTexts([part]), part.cache_control),
  );
