import type { Tool, ToolChoice } from '../../../chat/chat-request.ts';
import { invalid } from '../../../read/invalid.ts';
import { boolean, nonEmptyText, nullish, object, objectSchema, oneOf, text } from '../../../read/shape.ts';
import { cacheControl } from './cache-control.ts';

export const tool = object({
  type: nullish(oneOf(['custom'])),
  name: nonEmptyText,
  description: nullish(text),
  input_schema: objectSchema,
  strict: nullish(boolean),
  cache_control: cacheControl,
  // Input always comes as it is written.
  eager_input_streaming: nullish(boolean),
});

export const toolChoice = object({
  type: oneOf(['auto', 'any', 'tool', 'none']),
  name: nullish(nonEmptyText),
  disable_parallel_tool_use: nullish(boolean),
});

/** What `offerTools` may refuse. */
export const offerNames = { choice: 'tool_choice', serial: 'tool_choice.disable_parallel_tool_use' } as const;

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

export function toToolChoice(choice: Choice | undefined): ToolChoice | 'none' | undefined {
  if (choice?.type !== 'tool') return choice?.type;
  if (choice.name === undefined) throw invalid('tool_choice.name', 'is missing: name one of the tools');
  return { name: choice.name };
}
