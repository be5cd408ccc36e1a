import { type ImageContent, imageFormats } from '../../chat/chat-request.ts';
import {
  anyJson,
  boolean,
  listOf,
  nonEmptyText,
  nullish,
  object,
  oneOf,
  type Shape,
  taggedBy,
  text,
} from '../../shape.ts';

const maxParts = 1000;
const mediaTypes = imageFormats.map((format) => `image/${format}` as const);

const textPart = object({ type: oneOf(['text']), text });

/** In base64 only: no URL of a caller's is ever fetched. */
const imageSource: Shape<ImageContent> = (value, field) => {
  const source = taggedBy('type', {
    base64: object({ type: text, media_type: oneOf(mediaTypes), data: nonEmptyText }),
  })(value, field);
  const format = imageFormats.find((known) => source.media_type.endsWith(known)) ?? 'png';
  return { kind: 'image', format, bytes: Buffer.from(source.data, 'base64') };
};
const imagePart = object({ type: oneOf(['image']), source: imageSource });

export type PlainContent = ReturnType<typeof textPart> | ReturnType<typeof imagePart>;

/** Text may come bare or in parts; from here on it is parts. */
function partsOf<Part>(part: Shape<Part>): Shape<readonly (Part | ReturnType<typeof textPart>)[]> {
  return (value, field) =>
    typeof value === 'string'
      ? [{ type: 'text', text: text(value, field) }]
      : listOf(part, { max: maxParts })(value, field);
}

const toolUsePart = object({ type: oneOf(['tool_use']), id: nonEmptyText, name: nonEmptyText, input: anyJson });
const toolResultPart = object({
  type: oneOf(['tool_result']),
  tool_use_id: nonEmptyText,
  content: nullish(partsOf(taggedBy('type', { text: textPart, image: imagePart }))),
  is_error: nullish(boolean),
});

/** What a turn says. */
export const content = partsOf(
  taggedBy('type', { text: textPart, image: imagePart, tool_use: toolUsePart, tool_result: toolResultPart }),
);
export type AnthropicContent = ReturnType<typeof content>;

/** System text, in parts or not. */
export const systemText: Shape<string> = (value, field) =>
  partsOf(taggedBy('type', { text: textPart }))(value, field)
    .map((part) => part.text)
    .join('\n\n');
