import {
  anyJson,
  listOf,
  nonEmptyText,
  nullish,
  object,
  oneOf,
  only,
  orText,
  type Shape,
  taggedBy,
  text,
} from '../../../read/shape.ts';
import { maxCalls, maxParts } from '../../request/limits.ts';

const textPart = object({ type: oneOf(['text']), text });
const imagePart = object({
  type: oneOf(['image_url']),
  image_url: object({ url: text, detail: nullish(text) }),
});

const filePart = object({
  type: oneOf(['file']),
  file: object({
    file_id: only([], 'is not supported: this API stores nothing. Send file_data'),
    file_data: text,
    filename: nullish(text),
  }),
});

/** Text may come bare or in parts; from here on it is parts. */
const bareText: Shape<readonly ReturnType<typeof textPart>[]> = (value, field) => [
  { type: 'text', text: text(value, field) },
];

const textContent = orText(listOf(taggedBy('type', { text: textPart }), { max: maxParts }), bareText);

const userPart = taggedBy('type', { text: textPart, image_url: imagePart, file: filePart });
const userContent = orText(listOf(userPart, { min: 1, max: maxParts }), bareText);

const toolCall = object({
  id: nonEmptyText,
  type: oneOf(['function']),
  function: object({ name: nonEmptyText, arguments: text, parsed_arguments: nullish(anyJson) }),
  index: nullish(anyJson),
});

const system = { content: textContent, name: nullish(text) };

/** One message, by its role. */
export const message = taggedBy('role', {
  system: object({ role: oneOf(['system']), ...system }),
  developer: object({ role: oneOf(['developer']), ...system }),
  user: object({ role: oneOf(['user']), content: userContent, name: nullish(text) }),
  assistant: object({
    role: oneOf(['assistant']),
    content: nullish(textContent),
    name: nullish(text),
    tool_calls: nullish(listOf(toolCall, { max: maxCalls })),
    // What earlier answers carry and clients send back as it was.
    refusal: nullish(anyJson),
    parsed: nullish(anyJson),
    reasoning_content: nullish(anyJson),
    annotations: nullish(anyJson),
    audio: nullish(anyJson),
  }),
  tool: object({ role: oneOf(['tool']), tool_call_id: nonEmptyText, content: textContent }),
});

export type Message = ReturnType<typeof message>;
