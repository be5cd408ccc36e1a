import type { Tool } from '../../../chat/chat-request.ts';
import { nonEmptyText, object, oneOf, type Shape, taggedBy, text } from '../../../read/shape.ts';
import { cacheControl } from '../../request/cache-control.ts';
import { customFields, toFreeTextTool } from '../../openai/free-text.ts';
import { type Choice, choices, functionFields, toTool as toFunctionTool } from '../../openai/function-tool.ts';

export const tool = taggedBy('type', {
  function: object({ type: text, function: object(functionFields), cache_control: cacheControl }),
  custom: object({ type: text, custom: object(customFields) }),
});

export function toTool(asked: ReturnType<typeof tool>): Tool {
  if ('custom' in asked) return toFreeTextTool(asked.custom);
  const { cache_control: cachePoint } = asked;
  return { ...toFunctionTool(asked.function), ...(cachePoint && { cachePoint }) };
}

const name = object({ name: nonEmptyText });

const namedTool = taggedBy('type', {
  function: object({ type: text, function: name }),
  custom: object({ type: text, custom: name }),
});

export const toolChoice: Shape<Choice> = (value, field, ignored) => {
  if (typeof value === 'string') return oneOf(choices)(value, field);
  const named = namedTool(value, field, ignored);
  return 'custom' in named ? named.custom : named.function;
};

/** The choice among `functions`, which were there before tools. */
export const functionChoice: Shape<Choice> = (value, field, ignored) =>
  typeof value === 'string' ? oneOf(['auto', 'none'])(value, field) : name(value, field, ignored);
