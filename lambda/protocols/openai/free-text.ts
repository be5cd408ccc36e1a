import type { Tool } from '../../chat/chat-request.ts';
import type { Call } from '../../chat/chat-event.ts';
import type { Content } from '../../chat/content.ts';
import { ignore } from '../../read/ignored.ts';
import { nullish } from '../../read/accepted.ts';
import { nonEmptyText, object, oneOf, type Shape, taggedBy, text } from '../../read/shape.ts';

// OpenAI's custom tools take text. Converse knows objects only, so the text is an object's one field.

const definition = { syntax: oneOf(['lark', 'regex']), definition: text };
const flat = object({ type: text, ...definition });
/** Chat Completions has it one level deeper. */
const nested = object({ type: text, grammar: object(definition) });

const grammar: Shape<ReturnType<typeof flat>> = (value, field, ignored) => {
  const isNested = typeof value === 'object' && value !== null && 'grammar' in value;
  if (!isNested) return flat(value, field, ignored);
  const { type, grammar: shown } = nested(value, field, ignored);
  return { type, ...shown };
};

/** A grammar can't be held to: the model is shown it, and the client is told. */
const format: Shape<ReturnType<typeof flat> | undefined> = (value, field, ignored) => {
  const asked = taggedBy('type', { text: object({ type: text }), grammar })(value, field, ignored);
  if (!('definition' in asked)) return undefined;
  if (ignored) ignore(ignored, field);
  return asked;
};

/** What describes a custom tool, in Chat Completions one level deeper. */
export const customFields = {
  name: nonEmptyText,
  description: nullish(text),
  format: nullish(format),
};

const described = object(customFields);

export function toFreeTextTool({ name, description = '', format: shown }: ReturnType<typeof described>): Tool {
  const rule = shown && `The input must match this ${shown.syntax} grammar:\n${shown.definition}`;
  const told = [description, rule].filter(Boolean).join('\n\n');
  return {
    name,
    ...(told !== '' && { description: told }),
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
