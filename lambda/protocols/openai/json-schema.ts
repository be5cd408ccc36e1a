import type { OutputFormat } from '../../chat/chat-request.ts';
import { nullish } from '../../read/accepted.ts';
import { objectSchema } from '../../read/json-shapes.ts';
import { boolean, nonEmptyText, object, text } from '../../read/shape.ts';

/** What describes the JSON that a client wants, in Chat Completions and in Responses. */
export const jsonSchema = {
  name: nonEmptyText,
  description: nullish(text),
  schema: objectSchema,
  // The schema is always held to.
  strict: nullish(boolean),
};

const described = object(jsonSchema);

export function toOutputFormat({ name, description, schema }: ReturnType<typeof described>): OutputFormat {
  return { name, schema, ...(description !== undefined && { description }) };
}
