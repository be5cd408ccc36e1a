import type { Tool, ToolChoice } from '../../../chat/chat-request.ts';
import { invalid } from '../../../read/invalid.ts';
import { nullish } from '../../../read/accepted.ts';
import { anyJson, objectSchema } from '../../../read/json-shapes.ts';
import { boolean, nonEmptyText, object, oneOf, type Shape, text } from '../../../read/shape.ts';
import { cacheControl } from '../../request/cache-control.ts';

const custom = object({
  type: nullish(oneOf(['custom'])),
  name: nonEmptyText,
  description: nullish(text),
  input_schema: objectSchema,
  strict: nullish(boolean),
  cache_control: cacheControl,
  // Input always comes as it is written, and a tool is always shown to the model, for it to call by itself.
  eager_input_streaming: nullish(anyJson),
  defer_loading: nullish(anyJson),
  allowed_callers: nullish(anyJson),
  input_examples: nullish(anyJson),
});

const allowed =
  'must be custom, or left out: tools that Anthropic defines or runs do not exist here. Leave it out, or offer a tool of your own that does the same';

export const tool: Shape<ReturnType<typeof custom>> = (value, field, ignored) => {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof type === 'string' && type !== 'custom') throw invalid(`${field}.type`, allowed);
  return custom(value, field, ignored);
};

export const toolChoice = object({
  type: oneOf(['auto', 'any', 'tool', 'none']),
  name: nullish(nonEmptyText),
  disable_parallel_tool_use: nullish(boolean),
});

type Choice = ReturnType<typeof toolChoice>;

export function toTool({ name, description, input_schema, strict, cache_control }: ReturnType<typeof tool>): Tool {
  return {
    name,
    inputSchema: input_schema,
    ...(description !== undefined && description !== '' && { description }),
    ...(strict === true && { isStrict: true }),
    ...(cache_control && { cachePoint: cache_control }),
  };
}

export function toToolChoice(choice: Choice | undefined): ToolChoice | undefined {
  if (choice?.type !== 'tool') return choice?.type;
  if (choice.name === undefined) throw invalid('tool_choice.name', 'is missing: name one of the tools');
  return { name: choice.name };
}
