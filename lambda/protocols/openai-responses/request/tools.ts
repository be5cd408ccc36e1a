import { anyJson, nonEmptyText, nullish, object, oneOf, type Shape, taggedBy, text } from '../../../read/shape.ts';
import { type Choice, choices, functionFields } from '../../openai/function-tool.ts';

/** Tools that OpenAI runs itself (web search, code interpreter …) do not exist here and are refused by their type. */
export const tool = taggedBy('type', {
  function: object({ type: text, ...functionFields, defer_loading: nullish(anyJson) }),
});

export const toolChoice: Shape<Choice> = (value, field) =>
  typeof value === 'string' ? oneOf(choices)(value, field) : namedTool(value, field);

const namedTool = taggedBy('type', { function: object({ type: text, name: nonEmptyText }) });
