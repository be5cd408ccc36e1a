import { base64 } from '../../../read/base64.ts';
import { invalid } from '../../../read/invalid.ts';
import { nullish } from '../../../read/accepted.ts';
import { anyJson } from '../../../read/json-shapes.ts';
import { boolean, nonEmptyText, object, oneOf, optional, type Shape, taggedBy, text } from '../../../read/shape.ts';

/** What the parts of an earlier answer carry that the model does not want again. */
const carried = { state: nullish(text), providerMetadata: nullish(anyJson) };

const textPart = object({ type: oneOf(['text']), text, ...carried, citations: nullish(anyJson) });

const filePart = object({
  type: oneOf(['file']),
  mediaType: nullish(text),
  filename: nullish(text),
  url: text,
  providerMetadata: nullish(anyJson),
});

/** Our own metadata on a reasoning part: what proves the thought, or the thought itself. */
const proof = object({ signature: nullish(text), redacted: nullish(base64) });

const reasoningPart = object({
  type: oneOf(['reasoning']),
  id: nullish(text),
  text,
  state: nullish(text),
  providerMetadata: nullish(object({ rivulet: nullish(proof) })),
});

/** A call as the client keeps it. */
const toolPart = object({
  type: text,
  toolName: nullish(nonEmptyText),
  // Empty in a call that broke off before it was named.
  toolCallId: text,
  state: text,
  input: nullish(anyJson),
  // Whatever it is, the model is told: also null, and what is empty.
  output: optional(anyJson),
  errorText: nullish(text),
  providerExecuted: nullish(boolean),
  rawInput: nullish(anyJson),
  inputEncoding: nullish(text),
  title: nullish(text),
  toolMetadata: nullish(anyJson),
  callProviderMetadata: nullish(anyJson),
  resultProviderMetadata: nullish(anyJson),
  preliminary: nullish(boolean),
  approval: nullish(anyJson),
  dynamic: nullish(boolean),
});

export type Part =
  | ReturnType<typeof textPart>
  | ReturnType<typeof filePart>
  | ReturnType<typeof reasoningPart>
  | { readonly type: 'tool'; readonly name: string; readonly call: ReturnType<typeof toolPart> }
  | { readonly type: 'step' | 'retraction' }
  | { readonly type: 'ignored' };

const content = taggedBy('type', { text: textPart, file: filePart, reasoning: reasoningPart });
const isContent = /^(text|file|reasoning)$/;

/** Parts that are for the page and not for the model: docs/protocols.md lists them. */
const forThePage = /^(data-.+|source-url|source-document|custom)$/;

const kinds =
  'text, file, reasoning, tool-NAME, dynamic-tool, step-start, source-url, source-document, data-NAME, custom';

/** A call that has its result. Models want one for every call, so one that was given up is not sent on. */
const isAnswered = /^output-(available|error|denied)$/;

export const part: Shape<Part> = (value, field, ignored) => {
  const type = text(typeof value === 'object' && value !== null && 'type' in value ? value.type : '', `${field}.type`);
  if (type === 'step-start') return { type: 'step' };
  if (type === 'data-retraction') return { type: 'retraction' };
  if (forThePage.test(type)) return { type: 'ignored' };
  if (isContent.test(type)) return content(value, field, ignored);
  if (!type.startsWith('tool-') && type !== 'dynamic-tool') throw invalid(`${field}.type`, `must be one of ${kinds}`);
  const call = toolPart(value, field, ignored);
  // What Bedrock ran itself is in the answer's words.
  if (call.providerExecuted === true || !isAnswered.test(call.state)) return { type: 'ignored' };
  if (call.toolCallId === '') throw invalid(`${field}.toolCallId`, 'must not be empty');
  const name = type === 'dynamic-tool' ? (call.toolName ?? '') : type.slice('tool-'.length);
  if (name === '') throw invalid(`${field}.toolName`, 'is missing');
  return { type: 'tool', name, call };
};
