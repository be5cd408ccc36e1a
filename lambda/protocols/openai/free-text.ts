import type { Tool } from '../../chat/chat-request.ts';
import type { Call } from '../../chat/chat-event.ts';
import type { Content } from '../../chat/content.ts';
import { nonEmptyText, nullish, object, oneOf, text } from '../../read/shape.ts';

// OpenAI's custom tools take text. Converse knows objects only, so the text is an object's one field.

/** What describes a custom tool; Chat Completions has it one level deeper than Responses. */
export const customFields = {
  name: nonEmptyText,
  description: nullish(text),
  // A grammar can't be held to.
  format: nullish(object({ type: oneOf(['text']) })),
};

const described = object(customFields);

export function toFreeTextTool({ name, description }: ReturnType<typeof described>): Tool {
  return {
    name,
    ...(description !== undefined && description !== '' && { description }),
    inputSchema: { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] },
    isFreeText: true,
  };
}

/** An earlier call of such a tool. */
export function toFreeInput(id: string, name: string, input: string): Content {
  return { kind: 'tool-use', id, name, input: { input } };
}

/** The text of a call, if its tool takes text. A model that wrote another object is given as it wrote it. */
export function toFreeText({ name, json }: Call, tools: readonly Tool[] = []): string | undefined {
  if (!tools.some((tool) => tool.isFreeText === true && tool.name === name)) return undefined;
  const { input } = JSON.parse(json) as { readonly input?: unknown };
  return typeof input === 'string' ? input : json;
}
