import { nullish, only } from '../../../read/accepted.ts';
import { anyJson } from '../../../read/json-shapes.ts';
import { listOf, nonEmptyText, object, oneOf, orText, type Shape, taggedBy, text } from '../../../read/shape.ts';
import { cacheBreakpoint, cacheControl } from '../../request/cache-control.ts';
import { maxCalls, maxParts } from '../../request/limits.ts';

/** What may stand on a part or a message. No model reads a name. */
const labels = { cache_control: cacheControl, prompt_cache_breakpoint: cacheBreakpoint, name: nullish(anyJson) };

const textPart = object({ type: oneOf(['text']), text, ...labels, annotations: nullish(anyJson) });

const imageUrl = object({ url: text, detail: nullish(text) });
const imagePart = object({
  type: oneOf(['image_url']),
  image_url: (value, field, ignored) =>
    typeof value === 'string' ? { url: text(value, field) } : imageUrl(value, field, ignored),
  ...labels,
});

const filePart = object({
  type: oneOf(['file']),
  file: object({
    file_id: only([], 'is not supported: this API stores nothing. Send file_data'),
    file_data: text,
    filename: nullish(text),
  }),
  ...labels,
});

/** What the model would not say, sent back as it came. */
const refusalPart = object({ type: oneOf(['refusal']), refusal: text, ...labels });

/** Text may come bare or in parts; from here on it is parts. */
const bareText: Shape<readonly ReturnType<typeof textPart>[]> = (value, field) => [
  { type: 'text', text: text(value, field) },
];

const textContent = orText(listOf(taggedBy('type', { text: textPart }), { max: maxParts }), bareText);

const spokenPart = taggedBy('type', { text: textPart, refusal: refusalPart });
const spokenContent = orText<ReturnType<typeof spokenPart>>(listOf(spokenPart, { max: maxParts }), bareText);

const userPart = taggedBy('type', { text: textPart, image_url: imagePart, file: filePart });
const shownContent = orText<ReturnType<typeof userPart>>(listOf(userPart, { max: maxParts }), bareText);

const called = object({ name: nonEmptyText, arguments: text, parsed_arguments: nullish(anyJson) });

const toolCall = taggedBy('type', {
  function: object({ id: nonEmptyText, type: text, function: called, index: nullish(anyJson) }),
  custom: object({
    id: nonEmptyText,
    type: text,
    custom: object({ name: nonEmptyText, input: text }),
    index: nullish(anyJson),
  }),
});

/** A call without a type is a function's. */
const anyCall: Shape<ReturnType<typeof toolCall>> = (value, field, ignored) => {
  const isUntyped = typeof value === 'object' && value !== null && !('type' in value);
  return toolCall(isUntyped ? { ...value, type: 'function' } : value, field, ignored);
};

const system = { content: textContent, ...labels };

/** One message, by its role. */
export const message = taggedBy('role', {
  system: object({ role: oneOf(['system']), ...system }),
  developer: object({ role: oneOf(['developer']), ...system }),
  user: object({ role: oneOf(['user']), content: shownContent, ...labels }),
  assistant: object({
    role: oneOf(['assistant']),
    content: nullish(spokenContent),
    tool_calls: nullish(listOf(anyCall, { max: maxCalls })),
    // How calls were written before there were tools.
    function_call: nullish(called),
    // What the model would not say, in a field of its own.
    refusal: nullish(text),
    audio: only([], 'is not supported: this API stores nothing. Send its transcript as content'),
    // What earlier answers carry and clients send back as it was.
    parsed: nullish(anyJson),
    reasoning: nullish(anyJson),
    reasoning_content: nullish(anyJson),
    reasoning_details: nullish(anyJson),
    annotations: nullish(anyJson),
    ...labels,
  }),
  tool: object({ role: oneOf(['tool']), tool_call_id: nonEmptyText, content: nullish(shownContent), ...labels }),
  function: object({ role: oneOf(['function']), ...labels, content: nullish(textContent), name: nonEmptyText }),
});

export type Message = ReturnType<typeof message>;
