import { nonEmptyText, object, oneOf, type Shape, taggedBy, text } from '../../../read/shape.ts';
import { type Choice, choices, functionFields } from '../../openai/function-tool.ts';

export const functionTool = object({ type: oneOf(['function']), function: object(functionFields) });

export const toolChoice: Shape<Choice> = (value, field) =>
  typeof value === 'string' ? oneOf(choices)(value, field) : namedTool(value, field).function;

const namedTool = taggedBy('type', { function: object({ type: text, function: object({ name: nonEmptyText }) }) });
