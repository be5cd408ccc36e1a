import type { Tool } from '../../../chat/chat-request.ts';
import { anyJson, nonEmptyText, nullish, object, oneOf, type Shape, taggedBy, text } from '../../../read/shape.ts';
import { invalid } from '../../../read/invalid.ts';
import { customFields, toFreeTextTool } from '../../openai/free-text.ts';
import { type Choice, choices, functionFields, toTool as toFunctionTool } from '../../openai/function-tool.ts';

const known = taggedBy('type', {
  function: object({ type: text, ...functionFields, defer_loading: nullish(anyJson) }),
  custom: object({ type: text, ...customFields, defer_loading: nullish(anyJson) }),
});

const allowed =
  'must be function or custom: tools that OpenAI runs or its own clients define do not exist here. Leave it out, or offer a function that does the same';

/** Tools that OpenAI runs itself (web search, code interpreter …) do not exist here and are refused by their type. */
export const tool: Shape<ReturnType<typeof known>> = (value, field, ignored) => {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof type === 'string' && type !== 'function' && type !== 'custom') throw invalid(`${field}.type`, allowed);
  return known(value, field, ignored);
};

export function toTool(asked: ReturnType<typeof known>): Tool {
  return asked.type === 'custom' && !('parameters' in asked) ? toFreeTextTool(asked) : toFunctionTool(asked);
}

export const toolChoice: Shape<Choice> = (value, field, ignored) =>
  typeof value === 'string' ? oneOf(choices)(value, field) : namedTool(value, field, ignored);

const named = object({ type: text, name: nonEmptyText });
const namedTool = taggedBy('type', { function: named, custom: named });
