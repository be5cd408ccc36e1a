import type { PlainContent, TextContent } from '../../chat/content.ts';
import { listOf, object, oneOf, optional, orText, type Shape, spokenText, taggedBy, text } from '../../read/shape.ts';
import { toFile } from '../request/data-url.ts';
import { maxParts } from '../request/limits.ts';

const part = taggedBy('type', {
  text: object({ type: oneOf(['text']), text: spokenText }),
  file: object({ type: oneOf(['file']), name: optional(text), data: text }),
});

/** A turn of the assistant: plain text. */
export const saidText: Shape<readonly TextContent[]> = (value, field) => [
  { kind: 'text', text: spokenText(value, field) },
];

/** A turn of the user: plain text, or a list of texts and files. */
export const userContent = orText<PlainContent>((value, field) => parts(value, field).map(toContent(field)), saidText);

const parts = listOf(part, { min: 1, max: maxParts });

function toContent(field: string): (said: ReturnType<typeof part>, index: number) => PlainContent {
  return (said, index) =>
    said.type === 'text'
      ? { kind: 'text', text: said.text }
      : toFile(said.data, said.name ?? 'document', `${field}[${index}].data`);
}
