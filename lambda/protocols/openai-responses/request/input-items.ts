import { nullish, only } from '../../../read/accepted.ts';
import { anyJson } from '../../../read/json-shapes.ts';
import { listOf, nonEmptyText, object, oneOf, orText, type Shape, taggedBy, text } from '../../../read/shape.ts';
import { invalid } from '../../../read/invalid.ts';
import { cacheBreakpoint, cacheControl } from '../../request/cache-control.ts';
import { maxParts } from '../../request/limits.ts';

const nothingIsKept = 'is not supported: this API stores nothing';
const noFetching = 'must be a data URL: this API does not fetch others. Send the file in file_data';

const dataUrl: Shape<string> = (value, field) => {
  const url = text(value, field);
  if (!url.startsWith('data:')) throw invalid(field, noFetching);
  return url;
};

/** What may stand on a part. */
const labels = { cache_control: cacheControl, prompt_cache_breakpoint: cacheBreakpoint };

const inputText = object({ type: text, text, ...labels });
const inputImage = object({
  type: text,
  file_id: only([], `${nothingIsKept}. Send image_url`),
  image_url: text,
  detail: nullish(text),
  ...labels,
});
const inputFile = object({
  type: text,
  file_id: only([], `${nothingIsKept}. Send file_data`),
  // A data URL is no address: it holds the file.
  file_url: nullish(dataUrl),
  file_data: nullish(text),
  filename: nullish(text),
  detail: nullish(text),
  ...labels,
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
const identity = { id: nullish(anyJson), status: nullish(anyJson), created_by: nullish(anyJson) };

const output = { call_id: nonEmptyText, output: parts, ...identity };

const byType = taggedBy('type', {
  message: object({
    type: nullish(oneOf(['message'])),
    role: oneOf(['user', 'assistant', 'system', 'developer']),
    content: parts,
    phase: nullish(anyJson),
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
    namespace: nullish(anyJson),
    ...identity,
  }),
  custom_tool_call: object({
    type: oneOf(['custom_tool_call']),
    call_id: nonEmptyText,
    name: nonEmptyText,
    input: text,
    namespace: nullish(anyJson),
    ...identity,
  }),
  function_call_output: object({ type: oneOf(['function_call_output']), ...output }),
  custom_tool_call_output: object({ type: oneOf(['custom_tool_call_output']), ...output }),
});

const noTools =
  'additional_tools is not supported: send them as tools. In Codex use a model name that it does not know';

const notKept =
  'item_reference is not supported: this API stores nothing. Set store: false in your client, so that it sends the item itself';

/** One item of the input. A message may leave its type out. */
export const inputItem: Shape<ReturnType<typeof byType>> = (value, field, ignored) => {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (type === 'additional_tools') throw invalid(`${field}.type`, noTools);
  if (type === 'item_reference') throw invalid(`${field}.type`, notKept);
  const isUntyped = typeof value === 'object' && value !== null && type === undefined;
  return byType(isUntyped ? { ...value, type: 'message' } : value, field, ignored);
};
export type InputItem = ReturnType<typeof inputItem>;
