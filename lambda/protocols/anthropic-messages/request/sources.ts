import {
  type DocumentContent,
  documentTypes,
  type ImageContent,
  imageFormats,
  type SearchResultContent,
} from '../../../chat/content.ts';
import { nullish } from '../../../read/accepted.ts';
import { anyJson } from '../../../read/json-shapes.ts';
import { boolean, listOf, object, oneOf, orText, type Shape, spokenText, taggedBy, text } from '../../../read/shape.ts';
import { base64 } from '../../../read/base64.ts';
import { maxParts } from '../../request/limits.ts';
import { cacheControl } from '../../request/cache-control.ts';

// In base64 or as text only: URLs from callers are never fetched.

const mediaTypes = [...imageFormats.map((format) => `image/${format}` as const), 'image/jpg'] as const;

const imageSource: Shape<ImageContent> = (value, field, ignored) => {
  const source = taggedBy('type', {
    base64: object({ type: text, media_type: oneOf(mediaTypes), data: base64 }),
  })(value, field, ignored);
  // The one that is in none of the names is image/jpg.
  const format = imageFormats.find((known) => source.media_type.endsWith(known)) ?? 'jpeg';
  return { kind: 'image', format, bytes: source.data };
};

export const imagePart = object({ type: oneOf(['image']), source: imageSource, cache_control: cacheControl });

/** A passage. Cache points stand on the whole only. */
const textBlock = taggedBy('type', {
  text: object({ type: text, text: spokenText, cache_control: cacheControl, citations: nullish(anyJson) }),
});

const citationsConfig = nullish(object({ enabled: nullish(boolean) }));

const documentSource = taggedBy('type', {
  base64: object({ type: text, media_type: oneOf([documentTypes.pdf]), data: base64 }),
  text: object({ type: text, media_type: oneOf([documentTypes.txt]), data: spokenText }),
  content: object({
    type: text,
    content: orText(listOf(textBlock, { min: 1, max: maxParts }), (value, field) => [
      { type: 'text', text: spokenText(value, field) },
    ]),
  }),
});

export const documentPart = object({
  type: oneOf(['document']),
  source: documentSource,
  title: nullish(text),
  context: nullish(text),
  citations: citationsConfig,
  cache_control: cacheControl,
});

export const searchResultPart = object({
  type: oneOf(['search_result']),
  title: text,
  source: text,
  content: listOf(textBlock, { min: 1, max: maxParts }),
  citations: citationsConfig,
  cache_control: cacheControl,
});

export function toSearchResult(part: ReturnType<typeof searchResultPart>): SearchResultContent {
  const { title, source, content, citations } = part;
  const passages = content.map((block) => block.text);
  return { kind: 'search-result', title, source, passages, isCited: citations?.enabled === true };
}

export function toDocument({ source, title, context, citations }: ReturnType<typeof documentPart>): DocumentContent {
  return {
    kind: 'document',
    name: title ?? 'document',
    isCited: citations?.enabled === true,
    ...toFormatAndSource(source),
    ...(context !== undefined && context !== '' && { context }),
  };
}

function toFormatAndSource(source: ReturnType<typeof documentSource>): Pick<DocumentContent, 'format' | 'source'> {
  if ('content' in source) return { format: 'txt', source: source.content.map((block) => block.text) };
  return { format: source.media_type === documentTypes.pdf ? 'pdf' : 'txt', source: source.data };
}
