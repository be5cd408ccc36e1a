import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import type { ContentBlock } from '../../converse-input/content-blocks.ts';
import { Untranslatable } from './untranslatable.ts';

type Document = NonNullable<ContentBlock['document']>;

/** What a model reads of a block of a user's message or of a tool's result. Cache points say nothing. */
export function toParts(block: ContentBlock): readonly ChatCompletionContentPart[] {
  const { text, image, document, searchResult, guardContent, citationsContent } = block;
  if (text !== undefined) return [toText(text)];
  if (image) return [toImage(image)];
  if (guardContent?.text) return [toText(guardContent.text.text)];
  if (guardContent?.image) return [toImage(guardContent.image)];
  if (document) return [toText(`${document.name}:\n\n${readDocument(document)}`)];
  if (searchResult) {
    const { title, source, content } = searchResult;
    return [toText(`${title} (${source}):\n\n${content.map((part) => part.text).join('\n')}`)];
  }
  if (citationsContent) return [toText((citationsContent.content ?? []).map((part) => part.text ?? '').join(''))];
  const other = (['video', 'audio'] as const).find((kind) => block[kind]);
  if (other) throw new Untranslatable(`no ${other} can be sent to it`);
  return [];
}

function toText(text: string): ChatCompletionContentPart {
  return { type: 'text', text };
}

function toImage({ format, source }: NonNullable<ContentBlock['image']>): ChatCompletionContentPart {
  if (source.bytes === undefined) throw new Untranslatable('no file in S3 can be sent to it');
  return { type: 'image_url', image_url: { url: `data:image/${format};base64,${source.bytes}` } };
}

/** Chat Completions has no documents that local servers take: what is text goes as text. */
const textFormats: ReadonlySet<string> = new Set(['csv', 'html', 'md', 'txt']);

function readDocument({ format = 'txt', source }: Document): string {
  if (source.text !== undefined) return source.text;
  if (source.content) return source.content.map((part) => part.text ?? '').join('\n');
  if (source.bytes === undefined) throw new Untranslatable('no file in S3 can be sent to it');
  if (!textFormats.has(format)) {
    throw new Untranslatable(`no ${format} document can be sent to it, only ${[...textFormats].join(', ')}`);
  }
  return Buffer.from(source.bytes, 'base64').toString('utf8');
}
