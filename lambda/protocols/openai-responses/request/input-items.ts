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
import { maxParts } from '../../request/limits.ts';

const nothingIsKept = 'is not supported: this API stores nothing';
const noFetching = 'is not supported: this API does not fetch URLs. Send the file in file_data, as a data URL';

const inputText = object({ type: text, text });
const inputImage = object({
  type: text,
  file_id: only([], `${nothingIsKept}. Send image_url`),
  image_url: text,
  detail: nullish(text),
});
const inputFile = object({
  type: text,
  file_id: only([], `${nothingIsKept}. Send file_data`),
  file_url: only([], noFetching),
  file_data: text,
  filename: nullish(text),
  detail: nullish(text),
});
const outputText = object({
  type: text,
  text,
  annotations: nullish(anyJson),
  logprobs: nullish(anyJson),
  // What the SDK's own helpers add.
  parsed: nullish(anyJson),
});

const part = taggedBy('type', {
  input_text: inputText,
  input_image: inputImage,
  input_file: inputFile,
  output_text: outputText,
  refusal: object({ type: text, refusal: text }),
});
export type Part = ReturnType<typeof part>;

/** Text may come bare or in parts; from here on it is parts. */
const parts = orText(listOf(part, { max: maxParts }), (value, field) => [
  { type: 'input_text', text: text(value, field) },
]);

/** What items carry that were an answer once; clients send them back as they came. */
const identity = { id: nullish(text), status: nullish(text) };

const byType = taggedBy('type', {
  message: object({
    type: nullish(oneOf(['message'])),
    role: oneOf(['user', 'assistant', 'system', 'developer']),
    content: parts,
    phase: nullish(text),
    ...identity,
  }),
  reasoning: object({
    type: oneOf(['reasoning']),
    summary: listOf(object({ type: text, text }), { max: maxParts }),
    content: nullish(anyJson),
    encrypted_content: nullish(text),
    ...identity,
  }),
  function_call: object({
    type: oneOf(['function_call']),
    call_id: nonEmptyText,
    name: nonEmptyText,
    arguments: text,
    parsed_arguments: nullish(anyJson),
    ...identity,
  }),
  function_call_output: object({
    type: oneOf(['function_call_output']),
    call_id: nonEmptyText,
    output: parts,
    ...identity,
  }),
});

/** One item of the input. A message may leave its type out. */
export const inputItem: Shape<ReturnType<typeof byType>> = (value, field) => {
  const isUntyped = typeof value === 'object' && value !== null && !('type' in value);
  return byType(isUntyped ? { ...value, type: 'message' } : value, field);
};
export type InputItem = ReturnType<typeof inputItem>;
