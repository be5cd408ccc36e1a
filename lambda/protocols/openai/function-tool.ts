import type { Tool, ToolChoice } from '../../chat/chat-request.ts';
import { nullish } from '../../read/accepted.ts';
import { objectSchema } from '../../read/json-shapes.ts';
import { boolean, nonEmptyText, object, text } from '../../read/shape.ts';

/** What describes a function; Chat Completions has it one level deeper than Responses. */
export const functionFields = {
  name: nonEmptyText,
  description: nullish(text),
  parameters: nullish(objectSchema),
  strict: nullish(boolean),
};

const described = object(functionFields);

export function toTool({ name, description, parameters, strict }: ReturnType<typeof described>): Tool {
  return {
    name,
    inputSchema: parameters ?? { type: 'object', properties: {} },
    ...(description !== undefined && description !== '' && { description }),
    ...(strict === true && { isStrict: true }),
  };
}

/** The words for what any tool may do; one tool is named by an object. */
export const choices = ['auto', 'none', 'required'] as const;

export type Choice = (typeof choices)[number] | { readonly name: string };

export function toToolChoice(choice: Choice | undefined): ToolChoice | undefined {
  if (typeof choice === 'object') return { name: choice.name };
  return choice === 'required' ? 'any' : choice;
}
